// Package caldav carries meetings to and from a calendar on a server that speaks CalDAV (lịch trên
// máy chủ; RFC 4791, RFC 6578).
//
// It carries text and knows nothing of what is in it. It stands on net/http: the client of
// emersion/go-webdav takes each object through a parser that refuses a calendar for one odd line
// and writes it anew, reads XML without bounds, follows what a server names anywhere, and has
// neither conditions for what is written nor tokens for what changed.
//
// The rules:
//   - Nothing is written but on a condition (If-Match, If-None-Match), and none is written twice
//     without being asked.
//   - The password goes to the address that was typed and nowhere else: redirects and names that lead
//     away are refused. Without TLS it goes to this machine alone. It stands in no error.
//   - What comes is anybody's: its size, its depth, its time are bounded, and what lies outside the
//     calendar is refused.
package caldav
