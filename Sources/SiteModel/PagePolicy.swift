// SPDX-License-Identifier: Apache-2.0
// What browsers are told that pages may do: stated once, for the pages themselves, for servers, and for static hosts.

/// By the Content Security Policy recommendation (level 3) and the headers that belong to it.
///
/// A page may load from its own place only, and start workers only out of bytes that it has already: such a worker inherits the
/// page's policy, where one with an address of its own would have none. While the live check runs, the page gives up even
/// that (`page-seal.js`).
public enum PagePolicy {
  /// As pages state it themselves, for hosts that send no headers.
  public static let content = [
    "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "img-src 'self'",
    "connect-src 'self'", "worker-src blob:", "manifest-src 'self'", "form-action 'none'", "base-uri 'none'",
  ].joined(separator: "; ")

  /// Names and values, in the order in which they are sent. `frame-ancestors` counts only here.
  public static let headers: [(name: String, value: String)] = [
    ("Content-Security-Policy", "\(content); frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(self), microphone=(), geolocation=(), display-capture=()"),
    ("X-DNS-Prefetch-Control", "off"),
  ]

  /// For files whose names change with their bytes.
  public static let immutable = (name: "Cache-Control", value: "public, max-age=31536000, immutable")
}
