// SPDX-License-Identifier: Apache-2.0

/// One row of the catalogue: something that can be checked, what is measured for it, and where its limits are.
public struct Check: Sendable {
  /// What the session measures for it.
  public let kind: CheckKind
  /// The name by which text, widget and command line refer to it: lower-case words joined by hyphens.
  public let id: StaticString
  public let session: Session
  /// What is measured, in one phrase.
  public let measure: StaticString
  public let unit: Unit
  private let selfieLimits: Limits
  /// Nil where both profiles have the same.
  private let strictLimits: Limits?
  /// The component of ISO/IEC 29794-5 that the measure follows, or an empty string.
  public let component: StaticString
  /// What has to be found in the frame before this can be measured.
  public let needs: Need
  /// Whether a finding comes with its cause.
  public let tellsCause: Bool

  public init(
    _ kind: CheckKind, _ id: StaticString, _ session: Session, _ measure: StaticString, _ unit: Unit, _ limits: Limits,
    strict: Limits? = nil, component: StaticString = "", needs: Need, tellsCause: Bool = false
  ) {
    self.kind = kind
    self.id = id
    self.session = session
    self.measure = measure
    self.unit = unit
    selfieLimits = limits
    strictLimits = strict
    self.component = component
    self.needs = needs
    self.tellsCause = tellsCause
  }
}

extension Check {
  public func limits(for profile: Profile) -> Limits {
    switch profile {
    case .selfie: selfieLimits
    case .passportStrict: strictLimits ?? selfieLimits
    }
  }
}

/// What a picture is for.
public enum Profile: UInt8, CaseIterable, Sendable {
  /// The picture that an exchange asks for at sign-up.
  case selfie
  /// A photograph for a document, after ISO/IEC 19794-5 and ICAO's portrait quality.
  case passportStrict

  public var name: StaticString {
    switch self {
    case .selfie: "selfie"
    case .passportStrict: "passport-strict"
    }
  }
}

/// Everything that a session measures: a row of the catalogue each.
public enum CheckKind: UInt8, CaseIterable, Sendable {
  case singleFace, faceInFrame, pictureSize, faceSize, headSize, faceCentred, headYaw, headPitch, headRoll
  case sharpness, eyesOpen, mouthClosed, eyesVisible, glassesGlare, lowerFace, forehead
  case lightLevel, lightBalance, clippedHighlights, crushedShadows, backlight, contrast
  case otherPeople, background, naturalColour
  case nameConsistency, documentType, documentExpiry, mrzAgreement
  case holdStill, cameraNoise
  case documentEdges, documentInFrame, documentShape, documentTilt, documentResolution, documentSharpness, documentGlare
}

/// The kinds of session that the core knows; a check belongs to one of them.
public enum Session: UInt8, CaseIterable, Sendable {
  case photo, live, rehearsal, document, identity

  public var name: StaticString {
    switch self {
    case .photo: "photo"
    case .live: "live"
    case .rehearsal: "rehearsal"
    case .document: "document"
    case .identity: "identity"
    }
  }
}

/// The unit of a measure. Measures are whole numbers, so fractions are told in thousandths.
public enum Unit: UInt8, CaseIterable, Sendable {
  /// Faces found.
  case faces
  case pixels
  case degrees
  /// sRGB codes, 0…255.
  case levels
  /// Thousandths of a whole.
  case thousandths
  /// Of a weighted gradient of linear luminance in 255 levels.
  case gradient
  /// Of CIELAB: about the smallest difference of colour that people see.
  case labUnits
  /// Thousandths of a stop: 1000 is twice the light.
  case millistops
  /// How far two details are apart: 0 not at all, 1 in how they are written, 2 in what they say.
  case grades
  case days
  /// Groups of characters of a machine-readable zone.
  case groups
  /// Straight edges found, 0…4.
  case edges
  case pixelsPerInch

  public var name: StaticString {
    switch self {
    case .faces: "faces"
    case .pixels: "pixels"
    case .degrees: "degrees"
    case .levels: "levels"
    case .thousandths: "thousandths"
    case .gradient: "gradient"
    case .labUnits: "labUnits"
    case .millistops: "millistops"
    case .grades: "grades"
    case .days: "days"
    case .groups: "groups"
    case .edges: "edges"
    case .pixelsPerInch: "pixelsPerInch"
    }
  }
}

/// What a measure looks at.
public enum Need: UInt8, Sendable {
  case frame, face, background
  /// Details that a person typed, and no picture.
  case details
  /// A document, by its four edges.
  case document
}

/// Where a measure turns from good into a hint, and from a hint into a strong one.
public struct Limits: Equatable, Sendable {
  /// Below `hint` is a hint, below `strong` a strong one.
  public let atLeast: Bound?
  /// Above `hint` is a hint, above `strong` a strong one.
  public let atMost: Bound?

  public struct Bound: Equatable, Sendable {
    public let hint: Int
    /// Nil where the check only ever asks.
    public let strong: Int?
  }

  public static func atLeast(_ hint: Int, strong: Int?) -> Limits {
    Limits(atLeast: Bound(hint: hint, strong: strong), atMost: nil)
  }

  public static func atMost(_ hint: Int, strong: Int?) -> Limits {
    Limits(atLeast: nil, atMost: Bound(hint: hint, strong: strong))
  }

  /// Anything but `value` is a strong hint.
  public static func exactly(_ value: Int) -> Limits {
    Limits(atLeast: Bound(hint: value, strong: value), atMost: Bound(hint: value, strong: value))
  }

  /// Holds a measured value against the limits.
  public func judge(_ value: Int) -> Verdict {
    if let atLeast {
      if let strong = atLeast.strong, value < strong { return .strong }
      if value < atLeast.hint { return .hint }
    }
    if let atMost {
      if let strong = atMost.strong, value > strong { return .strong }
      if value > atMost.hint { return .hint }
    }
    return .good
  }
}

/// What a measured value means for the person.
public enum Verdict: UInt8, Sendable {
  /// Nothing to change.
  case good
  /// Look here.
  case hint
  /// Change this.
  case strong

  public var name: StaticString {
    switch self {
    case .good: "good"
    case .hint: "hint"
    case .strong: "strong"
    }
  }
}
