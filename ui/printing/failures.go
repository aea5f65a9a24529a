package printing

import "tram/local/office"

// What keeps a clerk from going on before anything is asked of the station.
var (
	BadCopies = office.Failure{
		Name: "ui.printing.bad-copies",
		Said: "Số bản “%s” phải là một số từ 1 đến %d.",
		Next: "Hãy gõ lại số bản cần in.",
	}
	BadPages = office.Failure{
		Name: "ui.printing.bad-pages",
		Said: "Không hiểu các trang “%s”. Bản in có %d trang.",
		Next: "Hãy gõ như 1-3, 5, hoặc để trống để in tất cả.",
	}
	NoPrinter = office.Failure{
		Name: "ui.printing.no-printer",
		Said: "Máy này chưa có máy in nào.",
		Next: "Hãy cắm máy in, bật lên, cài theo hướng dẫn của máy in, rồi mở lại phiếu in. Chưa có thì bấm “In ra tệp…”.",
	}
	BadCame = office.Failure{
		Name: "ui.printing.bad-came",
		Said: "Số bản “%s” phải là một số từ 0 đến %d: lệnh in đặt chừng đó bản.",
		Next: "Hãy đếm những bản ra đủ trang rồi gõ lại.",
	}
)
