package audit

import (
	"strings"

	"tram/local/office"
)

// shortestHead is how many hexadecimal digits of a hash must be typed for it to name one
// entry: fewer are found by trying, in a history that somebody writes anew.
const shortestHead = 16

// TypedHead is a hash, or its beginning, that somebody typed from a sheet of paper, as the
// journal writes it; empty: none was typed. It fails with HeadUnclear.
func TypedHead(typed string) (string, error) {
	head := strings.ToLower(strings.Join(strings.Fields(typed), ""))
	if head == "" {
		return "", nil
	}
	if len(head) < shortestHead || len(head) > len(office.DigestOf(nil)) || strings.Trim(head, "0123456789abcdef") != "" {
		return "", HeadUnclear.About(office.Visible(typed, 80), shortestHead)
	}
	return head, nil
}
