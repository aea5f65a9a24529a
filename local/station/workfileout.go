package station

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"tram/assets"
	"tram/local/documents"
	"tram/local/filepack"
	"tram/local/job"
	"tram/local/office"
	"tram/local/routing"
	"tram/local/volume"
	"tram/local/workfiles"
)

// SaveFilePlan writes the list of a year as Phụ lục V draws it to a new file: PDF, workbook or data.
func (s *WorkFiles) SaveFilePlan(ctx context.Context, year int, path, by string) (err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return err
	}
	defer s.entrance.takenAll(ctx, "Danh mục hồ sơ", &err)
	all, err := workfiles.PlanOf(ctx, s.store, year)
	if err != nil {
		return err
	}
	return s.saveList(ctx, workfiles.PlanList(year, all), path, by)
}

// SaveFilesList writes the list of the closed files of a year that who acts may see (mục lục hồ sơ)
// to a new file. It fails with NotHere where documents of one have not come to this station.
func (s *WorkFiles) SaveFilesList(ctx context.Context, year int, path, by string) (err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return err
	}
	defer s.entrance.takenAll(ctx, "Mục lục hồ sơ", &err)
	all, hidden, err := s.FilesOfYear(ctx, year)
	if err != nil {
		return err
	}
	var closed []office.FileContents
	for _, f := range all {
		if !f.Shut() || f.State == office.FileDestroyed {
			continue
		}
		c, err := workfiles.Contents(ctx, s.store, f.WorkFile)
		if err != nil {
			return err
		}
		closed = append(closed, c)
	}
	v := workfiles.FilesList(year, closed)
	if hidden > 0 {
		v.Told = append(v.Told, fmt.Sprintf("Không gồm %d hồ sơ mà người lập mục lục không được xem.", hidden))
	}
	return s.saveList(ctx, v, path, by)
}

func (s *WorkFiles) saveList(ctx context.Context, v volume.Volume, path, by string) error {
	o, err := s.store.Office(ctx)
	if err != nil {
		return err
	}
	v.Superior, v.Office, v.At, v.By = o.Owner, o.Name, s.clock.Now(), s.entrance.author(ctx, by)
	return s.saveTable(ctx, v.Table(), path)
}

// ExportFile writes a file out to a new one, by the ending of its name: the list of its documents
// (.pdf, .xlsx), its data in order of time (.xml), or a package for an archive with the files of its
// documents (.zip). It fails with NotYours, Destroyed, UnknownEnding, and a package with
// NotYetClosed, Frozen and NotHere.
func (s *WorkFiles) ExportFile(ctx context.Context, id office.ID, path, by string) (is office.FileWritten, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return is, err
	}
	defer s.entrance.taken(ctx, id, &err)
	f, err := s.rights.readable(ctx, id)
	if err != nil {
		return is, err
	}
	if f.State == office.FileDestroyed {
		return is, workfiles.Destroyed.About(f.Notation)
	}
	c, err := workfiles.Contents(ctx, s.store, f)
	if err != nil {
		return is, err
	}
	is.Documents = len(c.Documents)
	switch strings.ToLower(filepath.Ext(path)) {
	case ".pdf", ".xlsx":
		return is, s.saveList(ctx, workfiles.DocumentsList(c, s.types), path, by)
	case ".xml":
		return is, s.saveData(ctx, c, path, by, func(n filepack.Names, w io.Writer, of filepack.Content) error { return n.XML(w, of) })
	case ".zip":
		if !f.Shut() {
			return is, workfiles.NotYetClosed.About(f.Notation)
		}
		if frozen := countFrozen(c); frozen > 0 {
			return is, workfiles.Frozen.About(frozen)
		}
		if missing := countMissing(c); missing > 0 {
			return is, workfiles.NotHere.About(missing)
		}
		err := s.saveData(ctx, c, path, by, func(n filepack.Names, w io.Writer, of filepack.Content) (err error) {
			is, err = n.Package(ctx, w, of)
			return err
		})
		return is, err
	}
	return is, workfiles.UnknownEnding.About(filepath.Base(path))
}

// countFrozen counts the documents that were recalled and at which nobody has looked.
func countFrozen(c office.FileContents) (frozen int) {
	for _, d := range c.Documents {
		if d.Recalled() && d.Filed.State != office.FiledLooked {
			frozen++
		}
	}
	return frozen
}

func countMissing(c office.FileContents) (missing int) {
	for _, d := range c.Documents {
		if d.Missing {
			missing++
		}
	}
	return missing
}

func (s *WorkFiles) saveData(ctx context.Context, c office.FileContents, path, by string, write func(filepack.Names, io.Writer, filepack.Content) error) error {
	names, err := filepack.Read(assets.Archive)
	if err != nil {
		return err
	}
	o, err := s.store.Office(ctx)
	if err != nil {
		return err
	}
	types := map[string]string{}
	for _, t := range s.types {
		types[t.Code] = t.Name
	}
	of := filepack.Content{
		Office: o.Name, At: s.clock.Now(), File: c, Types: types, State: workfiles.StatesSaid[c.State],
		Files: func(i int) ([]filepack.Paper, error) { return s.papersOf(ctx, c.Documents[i].Document.ID) },
		List: func(w io.Writer) error {
			v := workfiles.DocumentsList(c, s.types)
			v.Superior, v.Office, v.At, v.By = o.Owner, o.Name, s.clock.Now(), s.entrance.author(ctx, by)
			return v.Table().PDF(ctx, w)
		},
	}
	if err := Outward(s.home, path); err != nil {
		return err
	}
	return newFile(path, func(w io.Writer) error { return write(names, job.Patient(ctx, w), of) })
}

// papersOf are the files of a document on a register, byte for byte, the document itself first and the
// versions of its draft last.
func (s *WorkFiles) papersOf(ctx context.Context, document office.ID) (papers []filepack.Paper, err error) {
	w, err := documents.Whole(ctx, s.store, document)
	if err != nil || len(w.Files)+len(w.Stamps) == 0 {
		return nil, err
	}
	outs, err := s.papers.outs(ctx, w)
	if err != nil {
		return nil, err
	}
	drafts, err := s.papers.draftsOf(ctx, document)
	if err != nil {
		return nil, err
	}
	for i, o := range outs {
		paper := filepack.Paper{Ending: filepath.Ext(o.name), Write: func(to io.Writer) error { return s.pour(ctx, w.Said(), o.pieces, o.want, to) }}
		if i < len(w.Files) {
			paper.Draft = drafts[w.Files[i].ID]
		}
		papers = append(papers, paper)
	}
	slices.SortStableFunc(papers, func(a, b filepack.Paper) int { return cmp.Compare(a.Draft, b.Draft) })
	return papers, nil
}

// draftsOf tells of the files of a document that came with a submission of which one, from 1.
func (s *Documents) draftsOf(ctx context.Context, document office.ID) (map[office.ID]int, error) {
	j, _, err := documents.JourneyOf(ctx, s.store, document)
	if errors.Is(err, routing.NoRoad) {
		return nil, nil
	}
	drafts, versions := map[office.ID]int{}, 0
	for _, step := range j.Steps {
		if len(step.RouteEntry.Files) > 0 {
			versions++
		}
		for _, file := range step.RouteEntry.Files {
			drafts[file] = versions
		}
	}
	return drafts, err
}
