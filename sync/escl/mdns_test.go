package escl

import (
	"net/netip"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/dns/dnsmessage"
)

// announce is what a device answers about one service of its.
func announce(label, service, host string, port uint16, txt []string, addresses ...string) []byte {
	b := dnsmessage.NewBuilder(nil, dnsmessage.Header{Response: true, Authoritative: true})
	b.EnableCompression()
	name := func(s string) dnsmessage.Name { return dnsmessage.MustNewName(s) }
	head := func(n string) dnsmessage.ResourceHeader {
		return dnsmessage.ResourceHeader{Name: name(n), Class: dnsmessage.ClassINET | 1<<15, TTL: 120}
	}
	instance := label + "." + service
	check(b.StartAnswers())
	check(b.PTRResource(head(service), dnsmessage.PTRResource{PTR: name(instance)}))
	check(b.StartAdditionals())
	if port > 0 {
		check(b.SRVResource(head(instance), dnsmessage.SRVResource{Port: port, Target: name(host)}))
	}
	if txt != nil {
		check(b.TXTResource(head(instance), dnsmessage.TXTResource{TXT: txt}))
	}
	for _, a := range addresses {
		if ip := netip.MustParseAddr(a); ip.Is4() {
			check(b.AResource(head(host), dnsmessage.AResource{A: ip.As4()}))
		} else {
			check(b.AAAAResource(head(host), dnsmessage.AAAAResource{AAAA: ip.As16()}))
		}
	}
	message, err := b.Finish()
	check(err)
	return message
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func TestADeviceIsWhereItsRecordsSayAndNotWhoSentThem(t *testing.T) {
	canon := []string{"txtvers=1", "ty=Canon MF620C", "rs=eSCL", "UUID=6d4ff0ce-0000", "adminurl=http://x/"}
	for name, c := range map[string]struct {
		messages [][]byte
		ty       string
		roots    []string
	}{
		"whole": {[][]byte{announce("Canon", "_uscan._tcp.local.", "C.local.", 80, canon, "192.0.2.7")}, "Canon MF620C", []string{"http://192.0.2.7:80/eSCL"}},
		"with TLS and without, one device": {[][]byte{
			announce("Canon", "_uscan._tcp.local.", "C.local.", 80, canon, "192.0.2.7"),
			announce("Canon", "_uscans._tcp.local.", "C.local.", 443, canon, "192.0.2.7"),
		}, "Canon MF620C", []string{"https://192.0.2.7:443/eSCL", "http://192.0.2.7:80/eSCL"}},
		"IPv4 before a link of IPv6": {[][]byte{announce("Canon", "_uscan._tcp.local.", "C.local.", 8080, canon, "fe80::1", "2001:db8::1", "192.0.2.7")},
			"Canon MF620C", []string{"http://192.0.2.7:8080/eSCL", "http://[2001:db8::1]:8080/eSCL", "http://[fe80::1%25eth0]:8080/eSCL"}},
		"piece by piece, in other letters": {[][]byte{
			announce("Canon", "_uscan._tcp.local.", "C.local.", 0, nil),
			announce("cANON", "_USCAN._tcp.local.", "c.LOCAL.", 80, []string{"rs=/scan/"}, "192.0.2.7"),
		}, "", []string{"http://192.0.2.7:80/scan"}},
		"addresses of no device":             {[][]byte{announce("Canon", "_uscan._tcp.local.", "C.local.", 80, canon, "127.0.0.1", "224.0.0.1", "0.0.0.0", "::1")}, "", nil},
		"a printer":                          {[][]byte{announce("Canon", "_ipp._tcp.local.", "C.local.", 631, canon, "192.0.2.7")}, "", nil},
		"a name with letters to hide behind": {[][]byte{announce("Canon", "_uscan._tcp.local.", "C.local.", 80, []string{"ty=Canon\u202e\n"}, "192.0.2.7")}, "Canon[U+202E]", []string{"http://192.0.2.7:80/eSCL"}},
	} {
		h := heard{zone: "eth0", of: services}
		for _, m := range c.messages {
			h.hear(m)
		}
		all := h.devices()
		if c.roots == nil {
			if len(all) != 0 {
				t.Errorf("%s: %+v", name, all)
			}
			continue
		}
		if len(all) != 1 {
			t.Errorf("%s: %d devices", name, len(all))
			continue
		}
		var roots []string
		for _, r := range all[0].roots {
			roots = append(roots, r.String())
		}
		if all[0].ty != c.ty || !slices.Equal(roots, c.roots) || !strings.EqualFold(all[0].instance, "Canon") {
			t.Errorf("%s: %+v at %q", name, all[0], roots)
		}
	}
}

// What is missing of a device that was heard is asked for.
func TestWhatIsMissingIsAskedFor(t *testing.T) {
	h := heard{of: services}
	asked := func() (all []string) {
		var p dnsmessage.Parser
		if _, err := p.Start(h.question()); err != nil {
			t.Fatal(err)
		}
		questions, err := p.AllQuestions()
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range questions {
			all = append(all, q.Type.String()[len("Type"):]+" "+q.Name.String())
		}
		return all
	}
	services := []string{"PTR _uscans._tcp.local.", "PTR _uscan._tcp.local."}
	if got := asked(); !slices.Equal(got, services) {
		t.Errorf("at first: %q", got)
	}
	h.hear(announce("A", "_uscan._tcp.local.", "a.local.", 0, nil))
	if got := asked(); !slices.Equal(got, append(services, "SRV A._uscan._tcp.local.", "TXT A._uscan._tcp.local.")) {
		t.Errorf("of an instance: %q", got)
	}
	h.hear(announce("A", "_uscan._tcp.local.", "a.local.", 80, []string{"ty=A"}))
	if got := asked(); !slices.Equal(got, append(services, "A a.local.", "AAAA a.local.")) {
		t.Errorf("of a host: %q", got)
	}
}
