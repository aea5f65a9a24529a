package pdf

import (
	"context"
	"fmt"
	"io"
	"sync"
	"sync/atomic"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"
)

const (
	mostEyes  = 16        // files at work at once; one more waits
	eyeMemory = 320 << 20 // bytes that one PDFium may take
)

// eye is one PDFium with one file open in it. It ends once, by close, or by
// kill while it is at work; close follows then too.
type eye struct {
	engine  pdfium.Pdfium
	file    references.FPDF_DOCUMENT // empty until open
	form    references.FPDF_FORMHANDLE
	printed bool // it draws pages as they print, not as they show
	feed    feed
	pieces  int
	ended   sync.Once
	left    sync.Once
}

// openEye makes an eye, which is closed whatever becomes of it.
func openEye(ctx context.Context) (_ *eye, err error) {
	l, err := machine.enter()
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			machine.leave()
		}
	}()
	pool, err := l.eyes()
	if err != nil {
		return nil, err
	}
	engine, err := pool.GetInstanceWithContext(ctx)
	if err != nil {
		return nil, fmt.Errorf("starting the page renderer: %w", err)
	}
	return &eye{engine: engine}, nil
}

func (v *eye) open(r io.ReaderAt, size int64, password string) error {
	v.feed.file.Store(io.NewSectionReader(r, 0, size))
	ask := &requests.OpenDocument{FileReader: &v.feed, FileReaderSize: size}
	if password != "" {
		ask.Password = &password
	}
	opened, err := v.engine.OpenDocument(ask)
	if err != nil {
		return err
	}
	v.file = opened.Document
	return nil
}

// close frees all that the file took. It is called by whoever had it work, when it does
// not any more.
func (v *eye) close() {
	v.ended.Do(func() {
		_ = v.engine.Close() // its memory goes with it; there is nothing to save
		v.feed.file.Store(nil)
	})
	v.left.Do(machine.leave)
}

// kill ends a PDFium that is at work in another goroutine, which is what the
// library's Kill is for.
func (v *eye) kill() {
	v.ended.Do(func() {
		_ = v.engine.Kill()
		v.feed.file.Store(nil)
	})
}

// feed hands the file to PDFium. The library forgets no reader of an instance
// that was killed, so one that is cut holds nothing and gives nothing more.
type feed struct {
	file atomic.Pointer[io.SectionReader]
}

func (f *feed) Read(b []byte) (int, error) {
	if file := f.file.Load(); file != nil {
		return file.Read(b)
	}
	return 0, io.ErrClosedPipe
}

func (f *feed) Seek(offset int64, whence int) (int64, error) {
	if file := f.file.Load(); file != nil {
		return file.Seek(offset, whence)
	}
	return 0, io.ErrClosedPipe
}

// forms gives what draws the fields of a form, such as a visible signature. No
// action of the form is run.
func (v *eye) forms() (references.FPDF_FORMHANDLE, error) {
	if v.form != "" {
		return v.form, nil
	}
	form, err := formOf(v.engine, v.file)
	v.form = form
	return form, err
}

// formOf prepares the form of a file. Nothing that happens in it is listened to.
func formOf(engine pdfium.Pdfium, file references.FPDF_DOCUMENT) (references.FPDF_FORMHANDLE, error) {
	made, err := engine.FPDFDOC_InitFormFillEnvironment(&requests.FPDFDOC_InitFormFillEnvironment{
		Document: file, FormFillInfo: structs.FPDF_FORMFILLINFO{
			FFI_Invalidate:         func(references.FPDF_PAGE, float64, float64, float64, float64) {},
			FFI_SetCursor:          func(enums.FXCT) {},
			FFI_SetTimer:           func(int, func(int)) int { return 0 },
			FFI_KillTimer:          func(int) {},
			FFI_GetLocalTime:       func() structs.FPDF_SYSTEMTIME { return structs.FPDF_SYSTEMTIME{} },
			FFI_GetPage:            func(references.FPDF_DOCUMENT, int) *references.FPDF_PAGE { return nil },
			FFI_GetRotation:        func(references.FPDF_PAGE) enums.FPDF_PAGE_ROTATION { return 0 },
			FFI_ExecuteNamedAction: func(string) {},
		}})
	if err != nil {
		return "", fmt.Errorf("preparing the form: %w", err)
	}
	return made.FormHandle, nil
}
