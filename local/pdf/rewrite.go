package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/requests"

	"tram/local/office"
)

// Rewrite writes the pages of a PDF anew, without encryption, for a file to which
// nothing can be appended (broken cross-references, encryption, junk before the
// header…). What it writes can be appended to, and has as many pages; ask Inspect
// for their shapes again. Nothing is written where it fails.
func Rewrite(ctx context.Context, r io.ReaderAt, size int64, password string, w io.Writer) error {
	var out bytes.Buffer
	err := withPDFium(ctx, r, size, password, func(v *renderer) error {
		_, err := v.engine.FPDF_SaveAsCopy(&requests.FPDF_SaveAsCopy{Document: v.file, Flags: requests.SaveFlagRemoveSecurity, FileWriter: &out})
		if err != nil {
			return err
		}
		return v.sameIn(ctx, out.Bytes())
	})
	if err != nil {
		return err
	}
	if _, err = w.Write(out.Bytes()); err != nil {
		return fmt.Errorf("writing the file anew: %w", err)
	}
	return nil
}

// sameIn tells whether a file that was written anew is sound and has all pages.
func (v *renderer) sameIn(ctx context.Context, anew []byte) error {
	count, err := v.engine.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: v.file})
	if err != nil {
		return fmt.Errorf("counting pages: %w", err)
	}
	s, err := inspectSound(ctx, bytes.NewReader(anew), int64(len(anew)))
	if errors.Is(err, NoPages) {
		return err
	}
	if err != nil || len(s.Shapes) != count.PageCount {
		return BeyondRepair.Because(errors.Join(fmt.Errorf("%d pages, %d when written anew", count.PageCount, len(s.Shapes)), err))
	}
	return nil
}

// inspectOther asks PDFium about a file whose own tables cannot be used.
//
// A sound file is read in a blink; one that PDFium mends takes seconds.
func inspectOther(ctx context.Context, r io.ReaderAt, size int64, password string) (s Standing, err error) {
	timed, stop := context.WithTimeout(ctx, inspectLimit)
	defer stop()
	err = withPDFium(timed, r, size, password, func(v *renderer) error {
		s, err = v.standing()
		return err
	})
	if ctx.Err() == nil && timed.Err() != nil {
		return s, BeyondRepair.Because(err)
	}
	if errors.Is(err, PasswordNeeded) || errors.Is(err, PasswordWrong) {
		return Standing{Locked: true, Encrypted: true}, nil
	}
	return s, err
}

// withPDFium opens a file with a password and works on it.
func withPDFium(ctx context.Context, r io.ReaderAt, size int64, password string, work func(*renderer) error) (err error) {
	defer func() {
		if caught := recover(); caught != nil {
			err = BeyondRepair.Because(fmt.Errorf("panic: %v", caught))
		}
	}()
	switch {
	case size == 0:
		return EmptyPDF
	case size > MaxFile:
		return PDFTooLarge.About(MaxFile >> 20)
	case !headed(r, size):
		return NotAPDF
	}
	v, err := openLocked(ctx, r, size, password)
	if err == nil {
		defer v.close()
		err = work(v)
	}
	if err == nil || ctx.Err() != nil {
		return errors.Join(ctx.Err(), err)
	}
	if _, said := office.FailureIn(err); said {
		return err
	}
	if errors.Is(err, pdfiumerrors.ErrPassword) {
		if password == "" {
			return PasswordNeeded.Because(err)
		}
		return PasswordWrong.Because(err)
	}
	return BeyondRepair.Because(err)
}

// headed tells whether a file begins as a PDF, with some junk before it.
func headed(r io.ReaderAt, size int64) bool {
	const junk = 1 << 10
	head := make([]byte, min(junk, size))
	n, _ := r.ReadAt(head, 0)
	return bytes.Contains(head[:n], []byte("%PDF-"))
}

// restrictions are the rights of which an owner withholds some (ISO 32000-1, table
// 22), by their bits.
var restrictions = []struct {
	bit  uint
	said string
}{
	{3, "không cho in"},
	{12, "không cho in bản nét (chỉ in bản mờ)"},
	{4, "không cho sửa nội dung"},
	{5, "không cho sao chép chữ và hình"},
	{6, "không cho ghi chú"},
	{9, "không cho điền biểu mẫu"},
	{11, "không cho ghép, xoay hay xóa trang"},
}

// withheld names what the bits of /P do not allow.
func withheld(rights uint32) (said []string) {
	for _, r := range restrictions {
		if rights>>(r.bit-1)&1 == 0 {
			said = append(said, r.said)
		}
	}
	return said
}

// standing asks PDFium about the file.
func (v *renderer) standing() (Standing, error) {
	var s Standing
	count, err := v.engine.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: v.file})
	if err != nil {
		return s, fmt.Errorf("counting pages: %w", err)
	}
	switch {
	case count.PageCount == 0:
		return s, NoPages
	case count.PageCount > MaxSheets:
		return s, TooManySheets.About(MaxSheets)
	}
	for i := range count.PageCount {
		size, err := v.engine.FPDF_GetPageSizeByIndex(&requests.FPDF_GetPageSizeByIndex{Document: v.file, Index: i})
		if err != nil {
			return s, fmt.Errorf("measuring page %d: %w", i+1, err)
		}
		s.Shapes = append(s.Shapes, office.PageShape{W: size.Width / office.PointsPerMM, H: size.Height / office.PointsPerMM})
	}
	return s, v.secrets(&s)
}

// secrets notes the encryption of the file, and what it brings beside its pages.
func (v *renderer) secrets(s *Standing) error {
	security, err := v.engine.FPDF_GetSecurityHandlerRevision(&requests.FPDF_GetSecurityHandlerRevision{Document: v.file})
	if err != nil {
		return err
	}
	if s.Encrypted = security.SecurityHandlerRevision >= 0; s.Encrypted {
		rights, err := v.engine.FPDF_GetDocPermissions(&requests.FPDF_GetDocPermissions{Document: v.file})
		if err != nil {
			return err
		}
		s.Restrictions = withheld(rights.DocPermissions)
	}
	form, err := v.engine.FPDF_GetFormType(&requests.FPDF_GetFormType{Document: v.file})
	if err != nil {
		return err
	}
	s.Dynamic = form.FormType >= 2
	files, err := v.engine.FPDFDoc_GetAttachmentCount(&requests.FPDFDoc_GetAttachmentCount{Document: v.file})
	if err != nil {
		return err
	}
	s.Attached = files.AttachmentCount > 0
	scripts, err := v.engine.FPDFDoc_GetJavaScriptActionCount(&requests.FPDFDoc_GetJavaScriptActionCount{Document: v.file})
	if err != nil {
		return err
	}
	s.Script = scripts.JavaScriptActionCount > 0
	return nil
}
