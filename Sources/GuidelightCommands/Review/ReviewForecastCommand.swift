// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Editorial

struct ReviewForecastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast", abstract: "Reviews due per week and owner in the next \(ReviewForecast.weekCount) weeks.",
    discussion:
      "What is overdue counts in the first week. Each review is taken to be done on its day, and to come again.")

  @OptionGroup var options: ReviewOptions

  func run() throws {
    print(ReviewForecast(try options.read().report).table, terminator: "")
  }
}
