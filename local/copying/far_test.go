package copying

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"tram/local/office"
)

func TestAnAddressIsTakenApartAndHoldsNoSecret(t *testing.T) {
	for where, want := range map[string]Address{
		"sftp://sao@may-chu.vn/ban-sao/":    {Way: SFTP, User: "sao", Host: "may-chu.vn", Name: "may-chu.vn", Path: "/ban-sao"},
		"sftp://sao@[::1]:2222/":            {Way: SFTP, User: "sao", Host: "[::1]:2222", Name: "::1", Port: "2222", Path: "/"},
		"s3://AK@s3.vn/ngan/xa?region=vn-1": {Way: S3, User: "AK", Host: "s3.vn", Name: "s3.vn", Path: "/ngan/xa", Region: "vn-1"},
		"s3+http://AK@10.0.0.2:9000/ngan":   {Way: S3Http, User: "AK", Host: "10.0.0.2:9000", Name: "10.0.0.2", Port: "9000", Path: "/ngan"},
	} {
		a, err := ParseAddress(where)
		if err != nil || a != want {
			t.Errorf("%s: %+v, %v", where, a, err)
		}
		if again, err := ParseAddress(a.String()); err != nil || again != a {
			t.Errorf("%s becomes %s", where, a)
		}
	}
	for _, bad := range []string{"", "/media/usb", "http://a@b/c", "sftp://b/c", "sftp://a@/c", "s3://a@b", "s3://a@b/", "sftp://a@b/c#d", "sftp://a@b/%0a", "sftp://a@b:x/"} {
		if _, err := ParseAddress(bad); !errors.Is(err, BadAddress) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	for _, secret := range []string{"sftp://a:matkhau@b/c", "sftp://a:matkhau@b:x/", "s3://a:matkhau@b/c"} {
		_, err := ParseAddress(secret)
		if f, _ := office.FailureIn(err); err == nil || strings.Contains(err.Error()+f.Said, "matkhau") {
			t.Errorf("%s: %v %s", secret, err, f.Said)
		}
	}
}

func TestASecretIsNotShown(t *testing.T) {
	s := office.CopySecret{Password: "matkhau", Key: "khoa"}
	a := Access{Where: "sftp://a@b/c", Secret: s}
	if said := fmt.Sprintf("%v %+v %#v %s %v %+v", s, s, s, s, a, s.LogValue()); strings.Contains(said, "matkhau") || strings.Contains(said, "khoa") {
		t.Error(said)
	}
}

func TestWhatIsAwayIsToldFromWhatIsWrong(t *testing.T) {
	for name, is := range map[string]bool{Gone.Name: true, NoHost.Name: true, NoAnswer.Name: true, SignInRefused.Name: false, HostChanged.Name: false, "": false} {
		if IsAway(name) != is {
			t.Errorf("%s", name)
		}
	}
}
