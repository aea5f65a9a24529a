package station

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"tram/local/compare"
	"tram/local/dayend"
	"tram/local/job"
	"tram/local/office"
	"tram/local/pdf"
	"tram/local/readback"
	"tram/local/store"
	"tram/local/whole"
)

// The code of a day's sheet holds the head and seven figures. All else that is printed on
// it vouches for nothing by itself: it is held against the file that was sealed.

// inkOfSheet tells whether what was read back is the file that was sealed, byte for byte,
// or else whether its pages look like that file.
func (s *Proving) inkOfSheet(ctx context.Context, path string, proof *office.Proof, p *job.Progress) error {
	is, err := digestOfFile(ctx, path)
	if err != nil {
		return err
	}
	sealed, err := store.By(ctx, s.store, dayend.Sheets, dayend.FacetPDF, string(is))
	if err != nil {
		return err
	}
	if len(sealed) > 0 {
		k := office.Condition{Point: "Tệp", Asks: "Tệp đúng từng byte như tờ đã niêm phong"}
		proof.Checks = append(proof.Checks, k.Meet("Đúng là tệp trong kho, SHA-256 %s.", is))
		return nil
	}
	k := office.Condition{Point: "Chữ trên tờ", Asks: "Mọi trang như tờ đã niêm phong"}
	made, there, err := s.sheetOfProof(ctx, proof.Sheet)
	if err != nil {
		return err
	}
	if !there || proof.Sheet.Finding != office.SheetStands {
		proof.Checks = append(proof.Checks, k.Owe("Chỉ mã trên tờ được kiểm; chữ ngoài mã chưa được so với tờ đã niêm phong.", byEye))
		return nil
	}
	p.Say("Đang so chữ trên tờ với bản trong kho")
	found, err := s.sheetCompared(ctx, made, path, p)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		s.log.Info("a day's sheet was not compared", "cause", err.Error())
		k = k.Owe("Chỉ mã trên tờ được kiểm; chưa so được chữ với bản trong kho.", byEye)
	case differing(found):
		k = k.Miss(differencesSaid(found), "Hãy mở tờ trong kho (F8, Khóa sổ cuối ngày), đặt cạnh tờ giấy và xem từng chỗ.")
		tell(proof, office.SheetDiffers, proof.Sheet.Said+" Nhưng chữ trên tờ trông khác bản trong kho: "+differencesSaid(found))
	default:
		k = k.Meet("%s", alikeSaid(found, made.Pages))
	}
	proof.Checks = append(proof.Checks, k)
	return nil
}

const byEye = "Hãy so từng dòng của mã, và từng con số, với chữ trên tờ giấy."

func digestOfFile(ctx context.Context, path string) (office.Digest, error) {
	f, err := whole.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(job.Patient(ctx, sum), f); err != nil {
		return "", err
	}
	return office.Digest(hex.EncodeToString(sum.Sum(nil))), nil
}

// sheetOfProof finds the record of a sheet that was read back.
func (s *Proving) sheetOfProof(ctx context.Context, read *office.SheetProof) (made office.DaySheet, there bool, err error) {
	sheets, err := store.By(ctx, s.store, dayend.Sheets, dayend.FacetDay, read.Day)
	if err != nil {
		return made, false, err
	}
	claim := dayend.Claim{Day: read.Day, No: read.No, Station: read.Station, Head: read.Head}
	i := slices.IndexFunc(sheets, claim.Same)
	if i < 0 {
		return made, false, nil
	}
	return sheets[i], true, nil
}

// sheetCompared holds a scan, photo or file against the sheet in the vault.
func (s *Proving) sheetCompared(ctx context.Context, made office.DaySheet, path string, p *job.Progress) (found office.Comparison, err error) {
	file, err := s.vault.Read(made.PDF)
	if err != nil {
		return found, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	r, err := pdf.OpenPrinted(ctx, file, file.Size())
	if err != nil {
		return found, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	paper, err := readback.Open(ctx, []string{path})
	if err != nil {
		return found, err
	}
	defer func() { err = errors.Join(err, paper.Close()) }()
	return compare.Compare(ctx, printed{r}, sheets{paper}, p)
}

// differing tells of pages that show something else. One that is missing differs in
// nothing: a photo shows one page.
func differing(found office.Comparison) bool {
	found.Missing = nil
	return !found.Same()
}

func differencesSaid(found office.Comparison) string {
	var said []string
	for _, page := range found.Pages {
		n := 0
		for _, d := range page.Differences {
			if d.Kind != office.ByHand {
				n++
			}
		}
		if n > 0 {
			said = append(said, fmt.Sprintf("trang %d trông khác %d chỗ", page.Page+1, n))
		}
	}
	if n := len(found.Strange); n > 0 {
		said = append(said, fmt.Sprintf("%d trang không có trong tờ", n))
	}
	if found.Swapped {
		said = append(said, "các trang nằm sai thứ tự")
	}
	return strings.Join(said, ", ") + "."
}

// alikeSaid tells what was compared, and what nobody but the eye can judge.
func alikeSaid(found office.Comparison, pages int) string {
	said := fmt.Sprintf("Chữ trên cả %d trang khớp bản trong kho.", pages)
	if n := len(found.Missing); n > 0 {
		said = fmt.Sprintf("Ở đây chỉ có %d trong %d trang của tờ; chữ trên đó khớp bản trong kho.", pages-n, pages)
	}
	if n := found.Added(); n > 0 {
		said += fmt.Sprintf(" Trên giấy có thêm %d chỗ: hãy nhìn xem đó có đúng là chữ ký, con dấu không.", n)
	}
	return said
}
