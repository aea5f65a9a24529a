package station

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/pdf"
	"tram/local/seal"
	"tram/local/store"
	"tram/local/vault"
)

// The recovery sheet: A4, in points.
const (
	sheetLeft  = 30 // mm
	sheetTop   = 35 // mm
	titleSize  = 15
	textSize   = 12
	keySize    = 14
	lineStep   = 1.7 // of the letter size
	groupsLine = 4   // groups of the key in a line
)

// recoverySheet is the one page that the office prints and locks away.
func recoverySheet(o office.Office, key string, at time.Time) ([]byte, error) {
	return onePage(o, "Khóa khôi phục", recoveryText(o, key, at), at)
}

// onePage is a page of A4 with a text on it.
func onePage(o office.Office, title string, text mark.Layout, at time.Time) ([]byte, error) {
	var out bytes.Buffer
	w := pdf.NewWriter(&out, pdf.About{ID: office.NewID(at).Bytes(), Title: title, Author: o.Name, Created: at.In(office.VietNam)})
	a4 := office.Papers["A4"]
	page := w.Sheet(a4[0]*office.PointsPerMM, a4[1]*office.PointsPerMM)
	if err := w.Text(page, text, sheetLeft, sheetTop); err != nil {
		return nil, err
	}
	err := w.Close()
	return out.Bytes(), err
}

// saying sets one line below the other.
func saying() (*mark.Layout, func(size float64, bold bool, lines ...string)) {
	l := &mark.Layout{}
	return l, func(size float64, bold bool, lines ...string) {
		for _, s := range lines {
			l.H += size * lineStep
			l.W = max(l.W, mark.Width(s, size, bold))
			if s != "" {
				l.Texts = append(l.Texts, mark.Text{Y: l.H, Size: size, Bold: bold, S: s})
			}
		}
	}
}

func recoveryText(o office.Office, key string, at time.Time) mark.Layout {
	l, say := saying()
	say(titleSize, true, "KHÓA KHÔI PHỤC", "")
	say(textSize, false, o.Name, "Mã định danh: "+o.Code, "Lập lúc: "+office.ISO(at), "")
	say(keySize, true, keyLines(key)...)
	say(textSize, false, "",
		"Khóa này mở được mọi tệp đã niêm phong khi máy tính bị hỏng hoặc bị mất.",
		"Ai giữ khóa này chỉ định được người quản trị của trạm.",
		"Hãy in trang này, cất vào két của cơ quan, rồi xóa tệp PDF.",
		"Không chụp ảnh, không gửi qua thư điện tử hay tin nhắn.",
		"Mất cả máy lẫn khóa này thì không ai mở lại được tệp.")
	return *l
}

// keyLines breaks the key between its groups.
func keyLines(key string) []string {
	groups := strings.FieldsFunc(key, func(r rune) bool { return r == '-' || r == ' ' })
	var lines []string
	for len(groups) > 0 {
		n := min(groupsLine, len(groups))
		lines = append(lines, strings.Join(groups[:n], " - "))
		groups = groups[n:]
	}
	return lines
}

// Recover puts a sealing identity back from its recovery key, on a machine
// whose own was lost.
func Recover(keeper seal.Keeper, key string) (string, error) {
	identity, err := seal.FromRecoveryKey(key)
	if err != nil {
		return "", err
	}
	if err := keeper.TakeFormer(identity); err != nil { // of files that were not sealed anew yet
		return "", err
	}
	if err := opensWhatIsThere(keeper.Home, identity); err != nil {
		return "", err
	}
	place, err := keeper.Keep(identity)
	return placeSaid[place], err
}

// opensWhatIsThere tries an identity on the records and on a sealed file of a data
// folder: one that opens neither is another office's, and is not kept there.
func opensWhatIsThere(home string, identity *seal.Identity) error {
	key, err := identity.Key(store.KeyPurpose)
	if err != nil {
		return err
	}
	if opens, err := store.Opens(filepath.Join(home, databaseName), key); err != nil || !opens {
		return KeyOfAnotherOffice.Because(err)
	}
	folder := filepath.Join(home, vaultName)
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	v, err := vault.Open(folder, identity)
	if err != nil {
		return err
	}
	var refused error
	err = v.Walk(func(d office.Digest) bool {
		file, err := v.Read(d)
		if err != nil {
			if errors.Is(err, seal.ErrAnothers) {
				refused = KeyOfAnotherOffice.Because(err)
			}
			return false
		}
		refused = file.Close()
		return false
	})
	return errors.Join(err, refused)
}
