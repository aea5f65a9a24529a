// Command tram is the desk of a commune office: Trạm Công vụ.
package main

import (
	"context"
	"fmt"
	"os"

	"fyne.io/fyne/v2/app"

	"tram/cmd/machine"
	"tram/ui"
)

// appID names the program to the operating system; FyneApp.toml says the same.
const appID = "vn.tram.congvu"

func main() {
	if code, is := machine.Worker(os.Args[1:]); is {
		os.Exit(code)
	}
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "tram:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	machine.KeepSmall()
	machine.StartFast()
	c, err := parse(args)
	if err != nil {
		return err
	}
	if !c.seat.take() && c.seat.knock() {
		fmt.Fprintln(os.Stderr, "Trạm Công vụ đang mở sẵn thư mục dữ liệu này; cửa sổ ấy vừa được đưa ra trước.")
		return nil
	}
	defer c.seat.up()
	closeLog := c.openLog()
	defer closeLog()
	a := app.NewWithID(appID)
	w, err := ui.New(context.Background(), a, c.options())
	if err != nil {
		return err
	}
	c.seat.window <- w.ComeForward
	w.ShowAndRun()
	return nil
}
