package pdf

import (
	"context"
	"io"

	"tram/local/office"
)

// What keeps signatures of an encrypted file from being looked at. Neither speaks
// against the file, and neither is a reason to save it anew: that would take the
// signatures away.
var (
	SignaturesEncrypted = office.Failure{
		Name: "pdf.signatures-encrypted",
		Said: "Tệp PDF được mã hóa với mật khẩu trống, thường là để hạn chế in hoặc chép: ai cũng mở được, nhưng phần mềm này chưa đọc được chữ ký số trong tệp, nếu có.",
		Next: "Hãy giữ nguyên tệp: lưu lại sẽ làm mất chữ ký. Hãy kiểm tra bằng phần mềm ký số, hoặc xin nơi gửi bản không mã hóa.",
	}
	SignaturesLocked = office.Failure{
		Name: "pdf.signatures-locked",
		Said: "Tệp PDF có mật khẩu nên chưa đọc được chữ ký số trong tệp, nếu có.",
		Next: "Hãy giữ nguyên tệp: lưu lại sẽ làm mất chữ ký. Hãy mở bằng phần mềm ký số để kiểm tra, hoặc xin nơi gửi bản không có mật khẩu.",
	}
)

// encryptedSaid tells whether an encrypted file opens without a password.
func encryptedSaid(ctx context.Context, r io.ReaderAt, size int64) error {
	if is, err := Inspect(ctx, r, size, ""); err == nil && !is.Locked {
		return SignaturesEncrypted
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return SignaturesLocked
}
