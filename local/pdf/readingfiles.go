package pdf

import (
	"context"
	"fmt"

	"github.com/klippa-app/go-pdfium/requests"

	"tram/local/office"
	"tram/local/pdf/cos"
)

const (
	mostAttachments = 1000    // far more than a clerk reads
	mostNotes       = 200_000 // that are gone through for pinned files
)

// Attachments lists the files inside the document: those of its own list, then
// those that are pinned to a page. The size of one that cannot be unpacked is −1.
// Errors are Failures, or those of the context.
func (b *Reading) Attachments(ctx context.Context) ([]office.Attachment, error) {
	list, err := ask(ctx, b, attachmentNames)
	if err != nil {
		return nil, listSaid(ctx, err)
	}
	for i := range list {
		size, err := ask(ctx, b, func(v *eye) (int64, error) { return attachmentSize(v, i) })
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case err != nil:
			size = -1
		}
		list[i].Size = size
	}
	pinned, err := ask(ctx, b, func(*eye) ([]office.Attachment, error) { return b.tables.pinned(b.life) })
	if err != nil {
		return nil, listSaid(ctx, err)
	}
	list = append(list, pinned...)
	return list[:min(len(list), mostAttachments)], nil
}

func listSaid(ctx context.Context, err error) error {
	if _, said := office.FailureIn(err); said {
		return err
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return AttachmentsUnread.Because(err)
}

func attachmentNames(v *eye) ([]office.Attachment, error) {
	count, err := v.engine.FPDFDoc_GetAttachmentCount(&requests.FPDFDoc_GetAttachmentCount{Document: v.file})
	if err != nil {
		return nil, fmt.Errorf("counting attachments: %w", err)
	}
	list := make([]office.Attachment, min(count.AttachmentCount, mostAttachments))
	for i := range list {
		a, err := v.engine.FPDFDoc_GetAttachment(&requests.FPDFDoc_GetAttachment{Document: v.file, Index: i})
		if err != nil {
			return nil, fmt.Errorf("finding attachment %d: %w", i+1, err)
		}
		name, err := v.engine.FPDFAttachment_GetName(&requests.FPDFAttachment_GetName{Attachment: a.Attachment})
		if err != nil {
			return nil, fmt.Errorf("naming attachment %d: %w", i+1, err)
		}
		list[i].Name = name.Name
	}
	return list, nil
}

func attachmentSize(v *eye, i int) (int64, error) {
	a, err := v.engine.FPDFDoc_GetAttachment(&requests.FPDFDoc_GetAttachment{Document: v.file, Index: i})
	if err != nil {
		return 0, err
	}
	content, err := v.engine.FPDFAttachment_GetFile(&requests.FPDFAttachment_GetFile{Attachment: a.Attachment})
	if err != nil {
		return 0, err
	}
	return int64(len(content.Contents)), nil
}

// pinned are the files that hang on notes of pages. Where the tables have to be
// guessed at, and where a note cannot be read, there are none.
func (t *tables) pinned(ctx context.Context) (list []office.Attachment, _ error) {
	if t == nil {
		return nil, nil
	}
	left := mostNotes
	for _, page := range t.pages {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		notes, err := t.f.List(page.self.Get("Annots"))
		if err != nil {
			continue
		}
		for _, o := range notes.Items {
			if left--; left < 0 || len(list) == mostAttachments {
				return list, nil
			}
			note, err := t.f.Dict(o)
			if err == nil && note.Get("Subtype") == cos.Name("FileAttachment") {
				list = append(list, t.attachment(note.Get("FS")))
			}
		}
	}
	return list, nil
}

// attachment reads what a file specification tells of the file that it holds.
func (t *tables) attachment(o cos.Object) office.Attachment {
	a := office.Attachment{Size: -1}
	spec, err := t.f.Dict(o)
	if err != nil {
		return a
	}
	for _, key := range []cos.Name{"F", "UF"} {
		if name, err := t.f.Value(spec.Get(key)); err == nil {
			if s, is := name.(cos.String); is {
				a.Name = s.Text()
			}
		}
	}
	files, err := t.f.Dict(spec.Get("EF"))
	if err != nil {
		return a
	}
	file, err := t.f.Dict(files.Get("F"))
	if err != nil {
		return a
	}
	told, err := t.f.Dict(file.Get("Params"))
	if size, is := told.Get("Size").(cos.Int); err == nil && is && size >= 0 {
		a.Size = int64(size)
	}
	return a
}
