package pdf

import (
	"context"
	"fmt"

	"github.com/klippa-app/go-pdfium/requests"

	"tram/local/office"
)

// mostAttachments is far more than a clerk reads.
const mostAttachments = 1000

// Attachments lists the files inside the document. The size of one that cannot
// be unpacked is −1. Errors are Failures, or those of the context.
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
	return list, nil
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
