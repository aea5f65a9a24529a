package whole

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"tram/local/office"
)

// What can happen to a file on its way to the disk. The verb is the name of
// the file or folder.
var (
	DiskFull = office.Failure{
		Name: "whole.disk-full",
		Said: "Ổ đĩa đã đầy nên chưa ghi được “%s”.",
		Next: "Hãy dọn bớt tệp không cần trên ổ đĩa rồi làm lại. Những gì đã lưu trước đó vẫn còn nguyên.",
	}
	TooBigForDisk = office.Failure{
		Name: "whole.too-big-for-disk",
		Said: "Ổ đĩa này không nhận tệp lớn như “%s”.",
		Next: "Hãy chọn ổ đĩa khác. Thẻ nhớ và USB định dạng FAT32 không nhận tệp từ 4 GB trở lên.",
	}
	NoPermission = office.Failure{
		Name: "whole.no-permission",
		Said: "Tài khoản đang dùng trên máy không được phép ghi “%s”.",
		Next: "Hãy chọn thư mục khác, hoặc nhờ người quản trị máy cấp quyền ghi vào thư mục đó.",
	}
	ReadOnly = office.Failure{
		Name: "whole.read-only",
		Said: "Ổ đĩa chỉ cho đọc nên không ghi được “%s”.",
		Next: "Hãy chọn thư mục trên ổ đĩa khác. Nếu là thẻ nhớ hay USB, hãy xem khóa gạt chống ghi trên thân thẻ.",
	}
	NameTooLong = office.Failure{
		Name: "whole.name-too-long",
		Said: "Ổ đĩa không nhận tên tệp “%s”: tên quá dài hoặc có ký tự không được dùng.",
		Next: "Hãy đặt tên ngắn hơn, không quá 80 chữ, và không dùng các dấu \\ / : * ? \" < > |.",
	}
	NotAFolder = office.Failure{
		Name: "whole.not-a-folder",
		Said: "“%s” là một tệp, trong khi chỗ đó phải là thư mục.",
		Next: "Hãy đổi tên hoặc chuyển tệp đó đi nơi khác, rồi thử lại. Đừng xóa nếu chưa rõ tệp là gì.",
	}
	NotAFile = office.Failure{
		Name: "whole.not-a-file",
		Said: "“%s” không phải là một tệp thường: nó là thư mục, thiết bị hoặc đường ống.",
		Next: "Hãy chọn đúng tệp. Nếu nó nằm trong thư mục dữ liệu của trạm, hãy đổi tên nó rồi đưa tệp cũ về từ bản sao lưu.",
	}
	NoFolder = office.Failure{
		Name: "whole.no-folder",
		Said: "Không tìm thấy thư mục để ghi “%s”.",
		Next: "Hãy kiểm tra lại đường dẫn. Nếu thư mục nằm trên USB hay ổ mạng, hãy cắm lại hoặc nối lại rồi thử lại.",
	}
	AlreadyThere = office.Failure{
		Name: "whole.already-there",
		Said: "Đã có tệp “%s”, và tệp đó được giữ nguyên.",
		Next: "Hãy chọn tên khác cho tệp mới.",
	}
	Held = office.Failure{
		Name: "whole.held",
		Said: "Một phần mềm khác đang giữ tệp “%s”, thường là phần mềm diệt vi-rút hay phần mềm đồng bộ thư mục.",
		Next: "Hãy đợi một lát rồi làm lại. Nếu vẫn vậy, hãy nhờ người quản trị máy cho phần mềm đó bỏ qua thư mục dữ liệu của trạm.",
	}
	DiskFailing = office.Failure{
		Name: "whole.disk-failing",
		Said: "Ổ đĩa báo lỗi khi đọc hoặc ghi “%s”.",
		Next: "Hãy thử lại một lần. Nếu vẫn lỗi, ổ đĩa có thể sắp hỏng: hãy ngừng ghi, sao lưu ngay sang ổ khác và gọi người quản trị máy.",
	}
)

// Tell turns an error of the operating system into the sentence for a clerk,
// about the file or folder at path. An error that already has a sentence keeps
// it; one for which there is none keeps its English.
func Tell(path string, err error) error {
	if err == nil {
		return nil
	}
	if _, told := office.FailureIn(err); told {
		return err
	}
	name := shortened(filepath.Base(path))
	for _, s := range []struct {
		failure office.Failure
		is      bool
	}{
		{DiskFull, isAny(err, diskFull)},
		{TooBigForDisk, isAny(err, tooBig)},
		{DiskFailing, isAny(err, diskFailing)},
		{NameTooLong, isAny(err, badName)},
		{ReadOnly, isAny(err, readOnly)},
		{NoPermission, errors.Is(err, fs.ErrPermission)},
		{NoFolder, errors.Is(err, fs.ErrNotExist) || isAny(err, noFolder)},
		{AlreadyThere, errors.Is(err, fs.ErrExist)},
	} {
		if s.is {
			return s.failure.About(name).Because(err)
		}
	}
	return fmt.Errorf("writing a file: %w", err)
}

// shortened keeps a sentence readable whose file has an endless name.
func shortened(name string) string {
	const most = 60
	if r := []rune(name); len(r) > most {
		return string(r[:most]) + "…"
	}
	return name
}

func isAny(err error, known []error) bool {
	for _, k := range known {
		if errors.Is(err, k) {
			return true
		}
	}
	return false
}
