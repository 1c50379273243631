// SPDX-License-Identifier: Apache-2.0

/// Why a film gave no frames, or no further ones.
public enum FilmError: Error, Equatable {
  case unusable(PictureError)
  /// The ffmpeg program is not there, or cannot be started.
  case noDecoder
  case noCamera(String)
  case notAFilm
  /// There is sound, or something else, but no pictures.
  case noPictures
  case tooLarge(width: Int, height: Int, maximumPixels: Int)
  /// What the decoder said.
  case damaged(String)
  /// Nothing came for so many seconds.
  case stuck(seconds: Int)
  /// The decoder was ended from outside, by a signal.
  case decoderDied(signal: Int)
  case camera(String)
}

extension FilmError: CustomStringConvertible {
  /// What is wrong and what to do, for a person.
  public var description: String {
    switch self {
    case .unusable(.folder): "This is a folder; name the film in it"
    case .unusable(.notAFile): "This is no ordinary file; save the film first"
    case .unusable(.empty): "The file is empty; copy the film again"
    case .unusable(let error): error.description
    case .noDecoder:
      "Films are read by the program ffmpeg, which is not installed here; install Debian's package 'ffmpeg'"
    case .noCamera(let device): "There is no camera at '\(device)'; connect one, or name its device"
    case .notAFilm: "This is not a film that can be read; save it as MP4, WebM or MKV"
    case .noPictures: "There are no moving pictures in this file"
    case .tooLarge(let width, let height, let maximum):
      "The film has \(width) × \(height) pixels, more than the \(maximum >> 20) mebipixels that can be checked; "
        + "make it smaller"
    case .damaged(let words): "The film is damaged or cut off; copy it again" + FilmError.quoted(words)
    case .stuck(let seconds): "Nothing came from the decoder for \(seconds) seconds, so it was ended; try again"
    case .decoderDied(let signal): "The decoder was ended by signal \(signal); try again, with a smaller film"
    case .camera(let words): "The camera gives no pictures; close other programs that use it" + FilmError.quoted(words)
    }
  }

  private static func quoted(_ words: String) -> String { words.isEmpty ? "" : " (\(words))" }

  /// Whether the reason lies in the machine rather than in the film.
  public var isOfTheMachine: Bool {
    switch self {
    case .noDecoder, .noCamera, .stuck, .decoderDied, .camera: true
    case .unusable(.noDecoder): true
    case .unusable, .notAFilm, .noPictures, .tooLarge, .damaged: false
    }
  }
}
