public import ArgumentParser

/// The value of an option that is one of a few words: the raw values of its cases.
public protocol WordArgument: ExpressibleByArgument, CaseIterable, RawRepresentable<String> {}

extension WordArgument {
  // The package's own lists are made by describing every case, at each start and for each option.

  /// All words, for help and errors.
  public static var allValueStrings: [String] { allCases.map(\.rawValue) }
  /// What help says of each word: nothing.
  public static var allValueDescriptions: [String: String] { [:] }
}
