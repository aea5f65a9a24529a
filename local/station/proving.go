package station

import (
	"context"
	"io"
	"os"
	"path/filepath"

	"tram/local/job"
	"tram/local/office"
	"tram/local/page"
	"tram/local/pdf"
	"tram/local/whole"
)

// Proving (kiểm chứng) judges what is on record, and what somebody brings as a file, a
// picture or a code on paper.
type Proving struct {
	*ground
	auditing *Auditing
	journal  *Journal
	entrance *Entrance
}

// Prove proves a finished conversion again.
func (s *Proving) Prove(ctx context.Context, id office.ID, p *job.Progress) (office.Proof, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return office.Proof{}, err
	}
	ctx = pdf.OneAct(ctx)
	return s.desk.Prove(ctx, id, p)
}

// ProveCode proves the conversion of a lookup code as a person types it.
func (s *Proving) ProveCode(ctx context.Context, code string, p *job.Progress) (office.Proof, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return office.Proof{}, err
	}
	ctx = pdf.OneAct(ctx)
	return s.desk.ProveCode(ctx, code, p)
}

// ProveFile tells of a PDF from anywhere whether it is one of ours, and of a
// photo or scan of a paper what the code on it says.
func (s *Proving) ProveFile(ctx context.Context, path string, p *job.Progress) (office.Proof, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return office.Proof{}, err
	}
	ctx = pdf.OneAct(ctx)
	// Opening a pipe would wait for ever: what lies there is looked at first.
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return office.Proof{}, FileUnreadable.About(filepath.Base(path)).Because(err)
	}
	if IsAuditExport(path) {
		return s.auditing.ProveExport(ctx, path, "")
	}
	f, err := whole.Open(path)
	if err != nil {
		return office.Proof{}, FileUnreadable.About(filepath.Base(path)).Because(err)
	}
	defer f.Close()
	if info, err = f.Stat(); err != nil {
		return office.Proof{}, FileUnreadable.About(filepath.Base(path)).Because(err)
	}
	proof, err := s.prove(ctx, f, info.Size(), p)
	if err == nil && proof.Sheet != nil && proof.Sheet.Finding != "" {
		err = s.inkOfSheet(ctx, path, &proof, p)
	}
	return proof, err
}

// prove takes a picture for one of a paper, and everything else for a file that
// says of itself what it is. A PDF that nobody vouches for may be a paper that
// was scanned.
func (s *Proving) prove(ctx context.Context, r io.ReaderAt, size int64, p *job.Progress) (office.Proof, error) {
	kind, err := page.SniffAt(r, size)
	if err == nil && (kind == page.KindJPEG || kind == page.KindPNG || kind == page.KindTIFF) {
		return s.provePicture(ctx, r, size, p)
	}
	proof, err := s.desk.ProveFile(ctx, r, size, p)
	if err != nil || kind != page.KindPDF || proof.Verdict != office.Stranger || proof.Signatures != nil {
		return proof, err
	}
	paper, err := s.codeOfPDF(ctx, r, size, p)
	if err != nil || paper == nil {
		return proof, err
	}
	return *paper, err
}
