import Testing

@testable import Scanning

@Suite struct PlacesTests {
  private static let ways = [Places(own: 3..<7), Places([Evidence.Place(range: 3..<7)])]

  @Test(arguments: ways)
  func aPlaceAloneIsAListOfOne(_ places: Places) {
    #expect(places.count == 1)
    #expect(places[0] == Evidence.Place(range: 3..<7))
    #expect(places.all == [places[0]])
  }

  @Test(arguments: ways)
  func whatIsAddedComesAfterIt(_ places: Places) {
    var places = places
    let other = Evidence.Place(range: 1..<2, isDerived: true)
    places.append(other)
    #expect(places.all == [Evidence.Place(range: 3..<7), other])
    #expect(places.count == 2)
    #expect(places[1] == other)
  }

  @Test(arguments: ways)
  func theRequestOfEachPlaceIsNotedByItsStart(_ places: Places) {
    var places = places
    places.note { $0 == 3 ? 17 : nil }
    #expect(places.all.map(\.request) == [17])
    places.append(Evidence.Place(range: 1..<2))
    #expect(places.all.map(\.request) == [17, nil])
    places.note { $0 == 3 ? nil : 5 }
    #expect(places.all.map(\.request) == [nil, 5])
  }

  @Test func thereMayBeNone() {
    #expect(Places.none.all.isEmpty)
    #expect(Places.none.count == 0)
  }
}
