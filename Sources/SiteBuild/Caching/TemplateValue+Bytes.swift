// SPDX-License-Identifier: Apache-2.0

import SiteModel
import Templating

extension TemplateValue: ByteWritable {
  func write(to writer: inout ByteWriter) {
    switch self {
    case .text(let text):
      writer.number(0)
      writer.text(text)
    case .html(let html):
      writer.number(1)
      writer.raw(html.bytes)
    case .flag(let flag):
      writer.number(2)
      writer.flag(flag)
    case .list(let items):
      writer.number(3)
      writer.list(items)
    case .record(let fields):
      writer.number(4)
      writer.list(fields.fields) {
        $0.text($1.name)
        $0.value($1.value)
      }
    case .absent:
      writer.number(5)
    }
  }
}
