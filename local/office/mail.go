package office

import "strings"

// Mailable tells that an address is one to which mail can be sent.
func Mailable(address string) bool {
	who, where, is := strings.Cut(address, "@")
	return is && who != "" && strings.Contains(strings.Trim(where, "."), ".") && !strings.ContainsAny(address, " ,;<>\"\r\n") && !strings.Contains(where, "@")
}
