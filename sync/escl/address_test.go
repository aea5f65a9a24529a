package escl

import (
	"net/netip"
	"net/url"
	"slices"
	"testing"
)

func TestAnAddressIsReadAsItIsTyped(t *testing.T) {
	for typed, want := range map[string][]string{
		"192.168.1.20":               {"https://192.168.1.20:443/eSCL", "http://192.168.1.20:80/eSCL", "http://192.168.1.20:8080/eSCL", "http://192.168.1.20:9095/eSCL"},
		" may-quet.local ":           {"https://may-quet.local:443/eSCL", "http://may-quet.local:80/eSCL", "http://may-quet.local:8080/eSCL", "http://may-quet.local:9095/eSCL"},
		"192.168.1.20:8080":          {"http://192.168.1.20:8080/eSCL", "https://192.168.1.20:8080/eSCL"},
		"http://192.168.1.20":        {"http://192.168.1.20:80/eSCL"},
		"https://192.168.1.20/eSCL/": {"https://192.168.1.20:443/eSCL"},
		"http://192.168.1.20:81/x":   {"http://192.168.1.20:81/x"},
		"192.168.1.20:81/x/":         {"http://192.168.1.20:81/x", "https://192.168.1.20:81/x"},
		"[fe80::1%eth0]:80":          {"http://[fe80::1%25eth0]:80/eSCL", "https://[fe80::1%25eth0]:80/eSCL"},
		"fe80::1%eth0": {"https://[fe80::1%25eth0]:443/eSCL", "http://[fe80::1%25eth0]:80/eSCL",
			"http://[fe80::1%25eth0]:8080/eSCL", "http://[fe80::1%25eth0]:9095/eSCL"},
		"": nil, "ftp://192.168.1.20": nil, "máy quét phòng một": nil, "http://": nil, "file:///etc/passwd": nil, "192.168.1.20:giấy": nil,
		"-x": nil, "http://-x/eSCL": nil, "-x:80": nil, "192.168.1.20:99999": nil, "http://192.168.1.20:65536": nil, "192.168.1.20:0": nil,
		"192.168.1.20:65535": {"http://192.168.1.20:65535/eSCL", "https://192.168.1.20:65535/eSCL"},
	} {
		var got []string
		for _, u := range candidates(typed) {
			got = append(got, u.String())
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

func TestThePlaceOfAJobIsAPathOnTheDevice(t *testing.T) {
	for place, want := range map[string]string{
		"http://192.168.1.20/eSCL/ScanJobs/1":         "/eSCL/ScanJobs/1",
		"/eSCL/ScanJobs/2/":                           "/eSCL/ScanJobs/2",
		"eSCL/ScanJobs/2":                             "/eSCL/ScanJobs/2",
		"http://[fe80/eSCL/ScanJobs/3":                "/eSCL/ScanJobs/3",
		"//host/eSCL/ScanJobs/4":                      "/eSCL/ScanJobs/4",
		"https://h:443/eSCL/ScanJobs/urn:uuid:45-a/#": "/eSCL/ScanJobs/urn:uuid:45-a",
	} {
		if got := pathOf(place); got != want {
			t.Errorf("%q: %q, want %q", place, got, want)
		}
	}
}

func TestOnlyTheDeviceIsTheDevice(t *testing.T) {
	c := &client{base: device("http://192.168.1.20:80"), remote: netip.MustParseAddr("192.168.1.20"), hosts: []string{"Canon200d3b.local."}}
	for place, want := range map[string]bool{
		"/eSCL/ScanJobs/1": true, "http://192.168.1.20/x": true, "http://[::ffff:192.168.1.20]/x": true, "http://canon200D3B.local/x": true,
		"http://localhost/x": true, "http://BR54.03f011c2.hpLedmUSB/x": true, "http://[fe80/x": true,
		"http://192.168.1.21/x": false, "//192.168.1.21/x": false, "http://other.example/x": false, "http://192.168.1.20.example/x": false, "http://[fe80::1]/x": false,
	} {
		if got := c.owns(hostOf(place)); got != want {
			t.Errorf("%q: %t", place, got)
		}
	}
	if u := (&url.URL{Scheme: "http", Host: "a:80"}); (quirks{}).host(u) != "a" || (quirks{hostPort: true}).host(u) != "a:80" || (quirks{localhost: true}).host(u) != "localhost" {
		t.Error("Host is not what the device wants")
	}
}
