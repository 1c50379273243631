// SPDX-License-Identifier: Apache-2.0

/// Names of elements: up to eight bytes in lower case, as one number.
enum TagName {
  static let a: UInt64 = 0x61
  static let q: UInt64 = 0x71
  static let h1: UInt64 = 0x6831
  static let h6: UInt64 = 0x6836
  static let img: UInt64 = 0x69_6D67
  static let link: UInt64 = 0x6C69_6E6B
  static let meta: UInt64 = 0x6D65_7461
  static let style: UInt64 = 0x73_7479_6C65
  static let script: UInt64 = 0x7363_7269_7074
  static let button: UInt64 = 0x6275_7474_6F6E
  static let template: UInt64 = 0x7465_6D70_6C61_7465
  /// `blockquote`, cut.
  static let quotation: UInt64 = 0x626C_6F63_6B71_756F
}

/// Names of attributes, in the same form.
enum AttributeName {
  static let id: UInt64 = 0x6964
  static let alt: UInt64 = 0x61_6C74
  static let rel: UInt64 = 0x72_656C
  static let href: UInt64 = 0x6872_6566
  static let name: UInt64 = 0x6E61_6D65
  static let `class`: UInt64 = 0x63_6C61_7373
  static let title: UInt64 = 0x74_6974_6C65
  static let value: UInt64 = 0x76_616C_7565
  static let hidden: UInt64 = 0x6869_6464_656E
  static let srcset: UInt64 = 0x7372_6373_6574
  static let content: UInt64 = 0x63_6F6E_7465_6E74
  /// `data-go`.
  static let go: UInt64 = 0x64_6174_612D_676F
  /// `placeholder` and `imagesrcset`, cut.
  static let placeholder: UInt64 = 0x706C_6163_6568_6F6C
  static let imagesrcset: UInt64 = 0x696D_6167_6573_7263

  /// Those that a browser follows, some cut: href, src, action, formaction, ping, poster, cite, data, background, longdesc,
  /// manifest, xlink:href.
  static func leads(_ name: UInt64) -> Bool {
    switch name {
    case href, 0x73_7263, 0x6163_7469_6F6E, 0x666F_726D_6163_7469, 0x7069_6E67, 0x706F_7374_6572, 0x6369_7465,
      0x6461_7461, 0x6261_636B_6772_6F75, 0x6C6F_6E67_6465_7363, 0x6D61_6E69_6665_7374, 0x786C_696E_6B3A_6872:
      true
    default: false
    }
  }
}
