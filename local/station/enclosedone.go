package station

import (
	"context"
	"slices"

	"tram/local/documents"
	"tram/local/office"
)

// NotShown stands where a file has no form that can be shown.
var NotShown = office.Failure{
	Name: "station.not-shown",
	Said: "Tệp này không có bản để xem trên màn hình.",
	Next: "Hãy lưu tệp ra rồi mở bằng chương trình của nó.",
}

// OpenEnclosed opens a file of a document for the eye: what file names is an Enclosed, or an
// ArrivalStamp for the form that bears the stamp. It fails with documents.NoFiles where the
// document has no such file, and with NotShown.
func (s *Documents) OpenEnclosed(ctx context.Context, id, file office.ID) (_ office.Book, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	defer s.entrance.seen(ctx, id, &err)
	pieces, err := s.shownOf(ctx, id, file)
	if err != nil {
		return nil, err
	}
	joined, err := s.vault.Join(pieces...)
	if err != nil {
		return nil, err
	}
	return asBook(ctx, joined, nil)
}

// shownOf are the pieces of the PDF that is shown of a file of a document.
func (s *Documents) shownOf(ctx context.Context, id, file office.ID) ([]office.Digest, error) {
	w, err := documents.Whole(ctx, s.store, id)
	if err != nil {
		return nil, err
	}
	if i := slices.IndexFunc(w.Stamps, func(a office.ArrivalStamp) bool { return a.ID == file }); i >= 0 {
		return w.Stamps[i].Pieces(), nil
	}
	i := slices.IndexFunc(w.Files, func(e office.Enclosed) bool { return e.ID == file })
	if i < 0 {
		return nil, documents.NoFiles
	}
	pieces, err := s.pdfOf(ctx, w.Files[i])
	if err == nil && slices.Contains(pieces, "") {
		err = NotShown
	}
	return pieces, err
}

// SaveOneEnclosed writes one file of a document to a new file: an Enclosed, as it came. The form
// that bears the stamp is written by SaveStamped. It fails with documents.NoFiles.
func (s *Documents) SaveOneEnclosed(ctx context.Context, id, file office.ID, path string) (err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return err
	}
	defer s.entrance.taken(ctx, id, &err)
	w, err := documents.Whole(ctx, s.store, id)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(w.Files, func(e office.Enclosed) bool { return e.ID == file })
	if i < 0 {
		return documents.NoFiles
	}
	o, err := s.outOf(ctx, w.Files[i])
	if err != nil {
		return err
	}
	return s.writeOut(ctx, w.Said(), o.pieces, o.want, path)
}
