package job

import (
	"context"
	"errors"
	"testing"
)

func TestABoardListsWorkOnlyWhileItRuns(t *testing.T) {
	var b Board
	release := make(chan struct{})
	j := b.Start(context.Background(), "Đang ghi", true, func(_ context.Context, p *Progress) error {
		p.Expect(3)
		p.Did(2)
		p.Say("trang 2")
		<-release
		return nil
	})
	if got := b.Running(); len(got) != 1 || got[0] != j || !b.LosesWork() {
		t.Fatalf("running = %v, loses work = %v", got, b.LosesWork())
	}
	close(release)
	if err := j.Wait(); err != nil {
		t.Fatal(err)
	}
	done, total, doing := j.Progress.Read()
	if done != 2 || total != 3 || doing != "trang 2" {
		t.Errorf("progress = %d of %d, %q", done, total, doing)
	}
	if len(b.Running()) != 0 || b.LosesWork() {
		t.Error("ended work is still on the board")
	}
}

func TestCancelEndsTheWorkAndWaitTellsWhy(t *testing.T) {
	var b Board
	j := b.Start(context.Background(), "Đang đọc", false, func(ctx context.Context, _ *Progress) error {
		<-ctx.Done()
		return ctx.Err()
	})
	b.CancelAll()
	if err := j.Wait(); !errors.Is(err, context.Canceled) {
		t.Errorf("Wait = %v", err)
	}
}

func TestWorkThatNobodyWatchesNeedsNoProgress(t *testing.T) {
	var p *Progress
	p.Expect(1)
	p.Did(1)
	p.Say("x")
	if done, total, doing := p.Read(); done != 0 || total != 0 || doing != "" {
		t.Error("a nil progress counted")
	}
}
