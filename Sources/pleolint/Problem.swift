/// A mistake or a failure that keeps the program from doing its job: status 2.
struct Problem: Error, CustomStringConvertible {
  /// A sentence that names the place and the cure.
  let description: String

  init(_ description: String) { self.description = description }
}
