import Logs
import Testing

@Suite("Patterns of paths")
struct PathPatternTests {
  @Test(
    "what a path is about is folded, what it is stays",
    arguments: [
      ("/", "/"), ("", ""), ("/users/17/orders/8", "/users/{id}/orders/{id}"),
      ("/api/v1/carts/cc21d9b0-cf5c-432b-8c7e-98aeb7988cd2", "/api/v1/carts/{id}"),
      ("/objects/deadbeef00112233/", "/objects/{id}/"), ("/faced/decade/cafe", "/faced/decade/cafe"),
      ("/t/dGhpcyBpcyBh1bQ0xZ9", "/t/{id}"),
      ("/image/60844/productModel/200x200", "/image/{id}/productModel/{id}"),
      ("/photos/2019-01-22/8842.jpg", "/photos/{id}/{id}.jpg"), ("/v1.28/docs", "/v1.28/docs"),
      (
        "/presentations/logstash-monitorama-2013/css/main.css",
        "/presentations/logstash-monitorama-2013/css/main.css"
      ),
      ("/travel2service/trips/left", "/travel2service/trips/left"),
      ("/search?user=anna&id=7", "/search"), ("/page#top", "/page"),
      ("/shuttle/missions/sts-68/news/sts-68-mcc-05.txt", "/shuttle/missions/sts-68/news/sts-68-mcc-05.txt"),
      ("/p/%D9%85%DA%AF%D8%A7%D9%BE%DB%8C%DA%A9%D8%B3%D9%84", "/p/{id}"),
      ("/images/NASA-logosmall.gif", "/images/NASA-logosmall.gif"),
      ("/a/b/c/d/e/f/g/h/i/j", "/a/b/c/d/e/f/g/h/…"),
    ])
  func examples(_ path: String, _ pattern: String) {
    #expect(String(decoding: PathPattern.of(Array(path.utf8)[...]), as: UTF8.self) == pattern)
  }

  @Test("folding a pattern again changes nothing, whatever the bytes")
  func idempotent() {
    var state: UInt64 = 1
    for _ in 0..<2000 {
      let path = (0..<40).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Array("/ab0129XZ.-_%f".utf8)[Int(state >> 33) % 14]
      }
      let once = PathPattern.of(path[...])
      #expect(PathPattern.of(once[...]) == once, "\(String(decoding: path, as: UTF8.self))")
    }
  }
}
