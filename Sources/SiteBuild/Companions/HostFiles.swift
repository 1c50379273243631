// SPDX-License-Identifier: Apache-2.0
// The pages' policy as files that static hosts read. A host that reads neither still has the policy in the pages themselves, but
// for what only a header can state.

import SiteModel

enum HostFiles {
  /// `_headers`, as Netlify and Cloudflare Pages read it.
  static var headers: OutputFile {
    var text = "/*\n"
    for (name, value) in PagePolicy.headers { text += "  \(name): \(value)\n" }
    text += "/assets/*\n  \(PagePolicy.immutable.name): \(PagePolicy.immutable.value)\n"
    return OutputFile(path: OutputPath(known: "_headers"), bytes: Array(text.utf8))
  }

  /// `.htaccess`, as Apache's httpd 2.4 reads it where it may.
  static var htaccess: OutputFile {
    var text = "ErrorDocument 404 /404.html\n<IfModule mod_mime.c>\n  AddType application/wasm .wasm\n"
    text += "  AddType application/manifest+json .webmanifest\n</IfModule>\n<IfModule mod_headers.c>\n"
    for (name, value) in PagePolicy.headers { text += "  Header always set \(name) \"\(value)\"\n" }
    text += "  <If \"%{REQUEST_URI} =~ m#^/assets/#\">\n"
    text += "    Header set \(PagePolicy.immutable.name) \"\(PagePolicy.immutable.value)\"\n  </If>\n</IfModule>\n"
    return OutputFile(path: OutputPath(known: ".htaccess"), bytes: Array(text.utf8))
  }
}
