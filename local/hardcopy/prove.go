package hardcopy

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"

	"tram/local/convert"
	"tram/local/job"
	"tram/local/office"
)

// Prove finds again, from what is stored and without a network, that the original
// and the print copy of an act are what they were, that the one begins the other,
// and that the journal holds the act.
func (d *Desk) Prove(ctx context.Context, c office.Conversion, p *job.Progress) (office.Proof, error) {
	if c.Message == nil || c.PDF == "" {
		return office.Proof{}, NoCopyYet.About(c.Code)
	}
	p.Say("Đang đọc lại tệp trong kho")
	checks, err := d.checkFiles(ctx, c)
	if err != nil {
		return office.Proof{}, err
	}
	orders, err := d.Records.Printouts(ctx, c.ID)
	if err != nil {
		return office.Proof{}, err
	}
	checks = append(checks, onPaper(c, orders), d.inked(c))
	p.Say("Đang đối chiếu nhật ký")
	chain, err := convert.JournalHolds(ctx, d.Journal, c, p)
	if err != nil {
		return office.Proof{}, err
	}
	proof := office.Proof{
		Verdict: office.Proven, Conversion: c.ID, Code: c.Code, Checks: append(checks, chain), Signatures: c.Message.Signatures, Reserved: chain.Met == office.IsOwed,
		Said: fmt.Sprintf("Hồ sơ %s nguyên vẹn: bản gốc điện tử và bản in đúng như lúc làm %s.", c.Code, c.Finished.In(office.VietNam).Format("15:04 ngày 02/01/2006")),
	}
	if proof.Reserved {
		proof.Said = convert.Doubted(c, chain)
	}
	if i := slices.IndexFunc(proof.Checks, func(k office.Condition) bool { return k.Met == office.IsMissed }); i >= 0 {
		if err := d.Vault.Unread(ctx, append(filesOf(*c.Message), c.PDF, c.Print.More)...); err != nil {
			return office.Proof{}, err
		}
		proof.Verdict = office.Broken
		proof.Said = fmt.Sprintf("Hồ sơ %s không còn nguyên vẹn: %s", c.Code, proof.Checks[i].Evidence)
	}
	return proof, nil
}

func (d *Desk) checkFiles(ctx context.Context, c office.Conversion) ([]office.Condition, error) {
	kept := office.Condition{Point: "Kho", Asks: "Bản gốc trong kho đúng mã băm"}
	kept = kept.Meet("“%s”, SHA-256 %s….", c.Message.Name, c.Message.File[:shownDigits])
	for _, file := range filesOf(*c.Message) {
		if err := d.Vault.Check(ctx, file); err != nil {
			kept = unsound(kept, err)
		}
	}
	copied, err := d.checkCopy(ctx, c)
	return []office.Condition{kept, copied}, err
}

// checkCopy reads the print copy whole, and where it was appended to the original,
// sees the original at its head.
func (d *Desk) checkCopy(ctx context.Context, c office.Conversion) (office.Condition, error) {
	k := office.Condition{Point: "NĐ 137 5.3c", Asks: "Bản in trong kho đúng như lúc làm"}
	file, err := d.copyWhole(ctx, c)
	if ctx.Err() != nil {
		return k, ctx.Err()
	}
	if err != nil {
		return unsound(k, err), nil
	}
	defer file.Close()
	if c.Print.Rewrote {
		return k.Meet("SHA-256 %s…. Các trang đã được ghi lại từ bản gốc.", c.PDF[:shownDigits]), nil
	}
	original, err := d.Vault.Read(c.Message.PDF)
	if err != nil {
		return unsound(k, err), nil
	}
	defer original.Close()
	same, err := begins(ctx, file, original, original.Size())
	if err != nil || !same {
		return k.Miss("Bản in không bắt đầu bằng bản gốc.", "Hãy khôi phục tệp từ bản sao lưu."), ctx.Err()
	}
	return k.Meet("SHA-256 %s…; bản gốc nằm nguyên ở đầu bản in.", c.PDF[:shownDigits]), nil
}

// begins tells whether a file starts with the bytes of another.
func begins(ctx context.Context, file, with io.ReaderAt, size int64) (bool, error) {
	const piece = 1 << 20
	a, b := make([]byte, piece), make([]byte, piece)
	for at := int64(0); at < size; at += piece {
		if err := ctx.Err(); err != nil {
			return false, err
		}
		n := min(piece, size-at)
		if _, err := file.ReadAt(a[:n], at); err != nil && err != io.EOF {
			return false, err
		}
		if _, err := with.ReadAt(b[:n], at); err != nil && err != io.EOF {
			return false, err
		}
		if !bytes.Equal(a[:n], b[:n]) {
			return false, nil
		}
	}
	return true, nil
}

// unsound turns an error of a check into its place in the list.
func unsound(k office.Condition, err error) office.Condition {
	if f, ok := office.FailureIn(err); ok {
		return k.Miss(f.Said, f.Next)
	}
	return k.Miss("Không đọc lại được.", "Hãy phục hồi tệp từ bản sao lưu.")
}
