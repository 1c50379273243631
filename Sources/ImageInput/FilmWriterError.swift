// SPDX-License-Identifier: Apache-2.0

/// Why a film could not be written. The reason lies in the machine.
public enum FilmWriterError: Error, Equatable {
  /// The ffmpeg program is not there, or cannot be started.
  case noEncoder
  case cannotWrite(path: String, reason: String)
  /// What the encoder said.
  case refused(String)
  /// The encoder took nothing for so many seconds.
  case stuck(seconds: Int)
  /// The encoder was ended from outside, by a signal.
  case encoderDied(signal: Int)
}

extension FilmWriterError: CustomStringConvertible {
  /// What is wrong and what to do, for a person.
  public var description: String {
    switch self {
    case .noEncoder:
      "Films are written by the program ffmpeg, which is not installed here; install Debian's package 'ffmpeg'"
    case .cannotWrite(let path, let reason): "Cannot write '\(path)': \(reason)"
    case .refused(let words): "ffmpeg could not write the film" + (words.isEmpty ? "" : " (\(words))")
    case .stuck(let seconds): "ffmpeg took no frame for \(seconds) seconds, so it was ended; nothing was written"
    case .encoderDied(let signal): "ffmpeg was ended by signal \(signal); nothing was written"
    }
  }
}
