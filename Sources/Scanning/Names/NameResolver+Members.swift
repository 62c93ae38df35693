extension NameResolver {
  func resolvesMember(_ binding: Binding, _ use: NameUse, _ text: Span<UInt8>) -> Bool {
    guard let parent = binding.parent.map({ map.names.bindings[$0] }), parent.kind != .result else {
      return resolvesAnonymous(use, text)
    }
    switch use.qualifier {
    case .none, .other: return false
    case .own: return true
    case .name(let owner): return text.isEqual(owner.range, parent.name)
    }
  }

  /// A member of a literal without a name: of whatever object it may be a part of later.
  private func resolvesAnonymous(_ use: NameUse, _ text: Span<UInt8>) -> Bool {
    switch use.qualifier {
    case .own: return true
    case .none, .other: return false
    case .name(let owner):
      // Not a type of a package (`http.Transport{`), nor a method.
      if let next = text.byte(use.range.upperBound), "({)".utf8.contains(next) {
        return next == UInt8(ascii: ")") && owner.range.count <= 6
      }
      return !Self.packages.contains(owner.range, in: text)
    }
  }

  func resolvesAddition(
    _ index: Int, _ use: NameUse, _ name: UInt64, _ text: Span<UInt8>
  ) -> Bool {
    switch use.qualifier {
    case .none, .own: break
    case .name, .other: return false
    }
    let binding = map.names.bindings[index]
    guard !Self.sharedObjects.contains(binding.name, in: text) else { return false }
    let scope = map.names.scope(at: use.range.lowerBound)
    if !text.isOwn(binding.target), !map.names.isIn(binding.scope, scope) { return false }
    // What is given to an object goes with all that it was given before.
    guard let member = use.member, !isAddition(use.range) else { return true }
    return text.isEqual(member, binding.member)
      || !isGivenLater(text.nameHash(member), of: name)
  }

  /// False where a name was given something else between an addition and a use: the parameters of two
  /// blocks are two names.
  func isOneName(
    _ addition: Int, _ use: NameUse, _ name: UInt64, _ text: Span<UInt8>
  ) -> Bool {
    let declarations = bound[name, .declaration]
    guard case .none = use.qualifier,
      declarations.contains(where: { isGiven(map.names.bindings[$0.number]) })
    else { return true }
    let object = NameUse(map.names.bindings[addition].name, in: text)
    let given = visible(name, from: object)
    var meant = near(declarations, use.range.lowerBound).filter {
      map.names.bindings[$0].name == use.range
    }
    if meant.isEmpty { meant = visible(name, from: use) }
    return given.isEmpty || meant.isEmpty || given.contains(where: meant.contains)
  }

  private static let packages = ReservedWords(
    "http https tls os io fs url net fmt req res response reply event error err e")

  /// Objects that all code shares, so that what one part gives them is not another's.
  private static let sharedObjects = ReservedWords(
    """
    process os env ENV System Environment window globalThis global localStorage \
    sessionStorage AsyncStorage UserDefaults fs logging module exports document app builder \
    services console logger log Math JSON config settings response res prefs _prefs \
    preferences _preferences sharedPreferences defaults storage _storage editor
    """)
}
