package main

import "tram/local/office"

// What can be wrong with a command as it was typed, and with its printing.
// Each of the first five makes the exit code 2.
var (
	noPrinter = office.Failure{
		Name: "tramctl.no-printer",
		Said: "Không thấy máy in nào trên máy này.",
		Next: "Hãy bật máy in hoặc cài máy in vào máy tính, hoặc in ra tệp (--to-file).",
	}
	closedNotOut = office.Failure{
		Name: "tramctl.closed-not-out",
		Said: "Đã khóa sổ và cất tờ giấy vào kho, nhưng chưa đưa được tờ giấy ra: %s",
		Next: "Không cần khóa sổ lại. Hãy in bằng “tramctl day print %s”, hoặc ghi ra tệp bằng “tramctl day show %s -o TỆP.pdf”.",
	}
	dropUnnamed = office.Failure{
		Name: "tramctl.drop-unnamed",
		Said: "Chưa ghi bỏ những trang nào: trạm chỉ đoán mặt nào trắng, và có thể đoán sai.",
		Next: "Hãy xem từng mặt, rồi ghi số của những trang muốn bỏ sau mã.",
	}
	nothingToUndo = office.Failure{
		Name: "tramctl.nothing-to-undo",
		Said: "Bản nháp này không có bước nào để hoàn tác.",
		Next: "Hãy xem các trang đang nằm thế nào bằng “tramctl page MÃ”.",
	}
	undoesMore = office.Failure{
		Name: "tramctl.undoes-more",
		Said: "Bước vừa làm không phải là chỉnh trang. Hoàn tác thì: %s.",
		Next: "Nếu đúng là muốn vậy, hãy ghi --undo-any.",
	}
	noSuchPage = office.Failure{
		Name: "tramctl.no-such-page",
		Said: "Không có trang “%s”: bản nháp có %d trang.",
		Next: "Hãy gõ số trang, đếm từ 1.",
	}
	fileTaken = office.Failure{
		Name: "tramctl.file-taken",
		Said: "Đã có tệp “%s”, nên không ghi đè.",
		Next: "Hãy chọn tên khác. Nếu thật muốn thay tệp đó, hãy thêm --overwrite.",
	}
	doneButUnclosed = office.Failure{
		Name: "tramctl.done-but-unclosed",
		Said: "Việc đã làm xong và đã ghi vào hồ sơ, nhưng sau đó chưa dọn dẹp xong: %s",
		Next: "Không cần làm lại. Lần mở sau chương trình sẽ dọn tiếp.",
	}
	unknownVerb = office.Failure{
		Name: "tramctl.unknown-verb",
		Said: "Không có việc “%s”.",
		Next: "Gõ “tramctl help” để xem các việc làm được.",
	}.Because(errUsage)
	unknownFlag = office.Failure{
		Name: "tramctl.unknown-flag",
		Said: "Không có tùy chọn “%s”.",
		Next: "Gõ lệnh kèm --help để xem các tùy chọn. Nếu đó là tên một tệp, hãy đặt “--” trước các tên tệp.",
	}.Because(errUsage)
	flagWithoutValue = office.Failure{
		Name: "tramctl.flag-without-value",
		Said: "Sau tùy chọn “%s” còn thiếu nội dung.",
		Next: "Hãy gõ nội dung ngay sau tùy chọn; nội dung có dấu cách thì đặt trong dấu nháy.",
	}.Because(errUsage)
	badDay = office.Failure{
		Name: "tramctl.bad-day",
		Said: "Tùy chọn “%s” cần một ngày, mà “%s” không phải ngày.",
		Next: "Hãy gõ theo dạng ngày/tháng/năm, ví dụ 23/11/2026.",
	}.Because(errUsage)
	badFlagValue = office.Failure{
		Name: "tramctl.bad-flag-value",
		Said: "Tùy chọn “%s” không nhận “%s”.",
		Next: "Hãy gõ lại: chỗ cần số thì gõ một số nguyên, ví dụ 12; gõ lệnh kèm --help để xem mỗi tùy chọn nhận gì.",
	}.Because(errUsage)
	typedWrong = office.Failure{
		Name: "tramctl.typed-wrong",
		Said: "Lệnh “%s” gõ thiếu hoặc thừa.",
		Next: "Cách gõ: tramctl %s",
	}.Because(errUsage)
	stopped = office.Failure{
		Name: "tramctl.stopped",
		Said: "Đã dừng theo yêu cầu. Chưa có gì thay đổi.",
		Next: "Khi sẵn sàng, hãy gõ lại lệnh vừa rồi.",
	}
	noSecret = office.Failure{
		Name: "tramctl.no-secret",
		Said: "Chưa có mã hay mật khẩu, nên chưa làm được.",
		Next: "Hãy gõ khi được hỏi, hoặc đặt vào biến môi trường %s; đừng gõ vào dòng lệnh.",
	}
	twoOfOneName = office.Failure{
		Name: "tramctl.two-of-one-name",
		Said: "Có hai người cùng tên “%s”.",
		Next: "Hãy ghi mã của người đó thay cho tên: %s.",
	}
	noPassword = office.Failure{
		Name: "tramctl.no-password",
		Said: "Chưa đọc được mật khẩu.",
		Next: "Hãy gõ khi được hỏi, hoặc đặt vào biến môi trường TRAM_PASSWORD; đừng gõ vào dòng lệnh.",
	}
	passwordsDiffer = office.Failure{
		Name: "tramctl.passwords-differ",
		Said: "Hai lần gõ mật khẩu mới không giống nhau, nên chưa đổi gì.",
		Next: "Hãy làm lại và gõ chậm hơn, để ý phím Caps Lock và bộ gõ tiếng Việt.",
	}
	tokenOfAnother = office.Failure{
		Name: "tramctl.token-of-another",
		Said: "Thẻ trong TRAM_TOKEN là của %s, không phải của người ghi ở --as.",
		Next: "Hãy bỏ --as, hoặc dùng thẻ của đúng người.",
	}
	notYourName = office.Failure{
		Name: "tramctl.not-your-name",
		Said: "Việc này làm bằng tài khoản của %s, nên không ghi cho người khác được.",
		Next: "Hãy bỏ --clerk, hoặc mở khóa bằng tài khoản của người đó (--as).",
	}
	notPrinted = office.Failure{
		Name: "tramctl.not-printed",
		Said: "Việc đã làm xong nhưng không in được kết quả ra màn hình hoặc ra tệp.",
		Next: "Hãy xem lại bằng “tramctl list”, và kiểm tra ổ đĩa nhận kết quả còn chỗ trống.",
	}
	unclear = office.Failure{
		Name: "tramctl.unclear",
		Said: "Có lỗi chưa rõ, mã %s.",
		Next: "Hãy thử lại. Nếu vẫn lỗi, hãy gửi mã này và tệp logs/tramctl.log trong thư mục dữ liệu cho người hỗ trợ kỹ thuật.",
	}
)
