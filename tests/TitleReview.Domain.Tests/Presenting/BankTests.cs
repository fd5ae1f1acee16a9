using TitleReview.Domain.Presenting;

namespace TitleReview.Domain.Tests.Presenting;

public sealed class A_bank_sheet
{
    private static readonly IReadOnlyList<string> Head = ["交易日期", "交易流水号", "借方发生额", "贷方发生额", "对方户名", "附言"];

    private static (BankSheet Sheet, BankCells Cells) Of(IReadOnlyList<IReadOnlyList<string>> rows, params CellError[] unreadable)
    {
        var cells = new BankCells(rows, unreadable);
        return (new(new(Guid.NewGuid()), Given.Prefecture.Id, "明细.xlsx", "a", cells, [1], Given.By(Given.Prefecture), Given.Monday), cells);
    }

    private static readonly UnpaidFee First = Fee("TC-2023-000001", "古丽娜", 38000), Second = Fee("TC-2023-000002", "梁小满", 22000), Third = Fee("TC-2023-000003", "沈知秋", 38000);

    private static UnpaidFee Fee(string number, string name, long fen) => new(new FilingId(Guid.NewGuid()), number, name, "水利工作站", fen);

    private static BankEntry Line(long fen, string remark = "", string payer = "", string serial = "S1") => new(4, serial, new(2023, 11, 2), fen, payer, remark);

    [Fact(DisplayName = "从表头的字认出各栏，抬头几行不碍事；支出与空行跳过，读不懂的说出第几行哪一列")]
    public void Is_read_by_the_words_of_its_head()
    {
        var (sheet, cells) = Of([["账号：0000"], [], Head,
            ["2023-11-01", "A001", "", "380.00", "古丽娜", "TC-2023-000001"], ["2023/11/2 09:30:00", "A002", "500.00", "", "电费", ""], ["", "", "", "", "", ""],
            ["2023-13-01", "A003", "", "220.00", "甲", ""], ["2023-11-03", "A001", "", "220.00", "乙", ""], ["2023-11-03", "1.23457E+18", "", "220", "丙", ""], ["2023-11-03", "A005", "", "二百二", "丁", ""], ["2023-11-03", "", "", "220", "戊", ""], ["2023-11-04", "", "", "220.00", "己", ""]], new(12, 1, "这一格成了数字，末几位已经丢失。"), new(12, 4, "最多 500 字。"), new(12, 9, "没有用到的列"));
        Assert.Equal((2, 3, 1), (sheet.HeadRow, sheet.Columns[BankColumn.Amount], sheet.Columns[BankColumn.Serial]));

        var reading = BankReading.Of(sheet, cells);
        Assert.Equal(new BankEntry(4, "A001", new(2023, 11, 1), 38000, "古丽娜", "TC-2023-000001"), reading.Entries[0]);
        // The number starts anew on another day: another row.
        Assert.Equal((2, false), (reading.Entries.Count, reading.Entries[1].LooksLike(reading.Entries[0])));
        Assert.Equal(2, reading.Skipped);
        Assert.Equal(
        [
            "第 7 行 A 列：日期“2023-13-01”读不懂，应像 2023-11-01。", "第 9 行 B 列：流水号“1.23457E+18”被表格软件当成了数，末几位已经丢了。请从银行重新导出，把这一列设为文本。",
            "第 10 行 D 列：金额“二百二”读不懂，应像 380.00。", "第 11 行 B 列：没有流水号，无法防止一笔钱记两次。", "第 12 行 B 列：这一格成了数字，末几位已经丢失。", "第 12 行 E 列：最多 500 字。",
        ], reading.Errors.Select(e => e.Sentence));
    }

    [Theory(DisplayName = "金额一栏的叫法：收入的几种都认；收支同一栏的，有一栏说是收是支，或全表只有这一栏金额才认")]
    [InlineData(2, "交易日期", "流水号", "交易金额", "对方户名", "余额")]
    [InlineData(2, "交易日期", "流水号", "金额（元）")]
    [InlineData(2, "交易日期", "流水号", "入账金额", "手续费金额")]
    [InlineData(3, "交易日期", "流水号", "收支标志", "交易金额", "折算金额")]
    [InlineData(3, "交易日期", "流水号", "支出金额", "收入金额")]
    [InlineData(3, "交易日期", "流水号", "借方金额", "贷方金额")]
    [InlineData(-1, "交易日期", "流水号", "交易金额", "手续费金额")]
    [InlineData(-1, "交易日期", "流水号", "交易金额", "支出")]
    public void Knows_the_amount(int at, params string[] head) => Assert.Equal(at, Of([head]).Sheet.Columns.GetValueOrDefault(BankColumn.Amount, -1));

    [Fact(DisplayName = "认不出表头的什么也不读；由人指定各栏之后照指定的读；同一列不能当两栏")]
    public void Is_read_as_told()
    {
        var (sheet, cells) = Of([["甲", "乙", "丙"], ["2023-11-01", "A1", "380"]]);
        Assert.Equal(-1, sheet.HeadRow);
        Assert.Empty(BankReading.Of(sheet, cells).Entries);
        Assert.NotNull(sheet.Map(0, new Dictionary<BankColumn, int> { [BankColumn.Date] = 0, [BankColumn.Serial] = 0, [BankColumn.Amount] = 2 }));
        Assert.Null(sheet.Map(0, new Dictionary<BankColumn, int> { [BankColumn.Date] = 0, [BankColumn.Serial] = 1, [BankColumn.Amount] = 2 }));
        Assert.Equal(38000, Assert.Single(BankReading.Of(sheet, cells).Entries).AmountFen);
        Assert.Null(sheet.Import());
        Assert.Empty(sheet.SealedCells);
        Assert.Equal(new SheetSettled(), sheet.Discard());
    }

    [Theory(DisplayName = "编号加金额对得上的确定；只有姓名的、金额对不上的拿不准；别的看不出")]
    [InlineData(38000, "评审费TC-2023-000001", "某某", Certainty.Sure, 1)]
    [InlineData(60000, "tc2023000001、TC－2023－000002", "水利工作站", Certainty.Sure, 2)]
    [InlineData(30000, "TC-2023-000001", "", Certainty.Doubtful, 1)]
    [InlineData(38000, "TC-2023-000001、TC-2023-000009", "", Certainty.Doubtful, 1)]
    [InlineData(38000, "TC-2023-000009", "", Certainty.Doubtful, 0)]
    [InlineData(22000, "评审费", "梁小满", Certainty.Doubtful, 1)]
    [InlineData(98000, "评审费", "水利工作站", Certainty.Doubtful, 3)]
    [InlineData(38000, "利息", "银行", Certainty.Unknown, 0)]
    public void Is_matched(long fen, string remark, string payer, Certainty certainty, int fees)
    {
        var proposal = new BankMatching([First, Second, Third], []).Propose(Line(fen, remark, payer));
        Assert.Equal((certainty, fees), (proposal.Certainty, proposal.Fees.Count));
    }

    [Fact(DisplayName = "与回单对得上的核实那张回单，已核实的只是对上；前一行用掉的，后一行不再用")]
    public void Meets_the_slips()
    {
        UnmatchedSlip Slip(bool confirmed, string? serial, params string[] numbers) => new(new(Guid.NewGuid()), confirmed, 38000, new(2023, 11, 1), "古丽娜", serial, numbers);
        var (waiting, confirmed) = (Slip(false, null, "TC-2023-000001"), Slip(true, "S9", "TC-2023-000003"));
        var matching = new BankMatching([First, Second], [waiting, confirmed]);

        Assert.Same(confirmed, matching.Propose(Line(38000, serial: "S9")).Slip);
        Assert.Equal(Certainty.Doubtful, matching.Propose(Line(38000, serial: "S9") with { PaidOn = new(2023, 12, 2) }).Certainty);
        Assert.Equal(Certainty.Doubtful, matching.Propose(Line(10000, serial: "S9")).Certainty);
        var sure = matching.Propose(Line(38000, "TC-2023-000001"));
        Assert.Equal((Certainty.Sure, waiting), (sure.Certainty, sure.Slip));
        Assert.Contains("2 张回单", matching.Propose(Line(38000, "", "古丽娜")).Words, StringComparison.Ordinal);
        Assert.Same(waiting, new BankMatching([First, Second], [waiting]).Propose(Line(38000, "", "古丽娜")).Slip);
        matching.Take(sure);
        Assert.Same(confirmed, matching.Propose(Line(38000, "", "古丽娜")).Slip);
        var again = matching.Propose(Line(38000, "TC-2023-000001", serial: "S2"));
        Assert.Equal(Certainty.Doubtful, again.Certainty);
        Assert.Contains("已经缴清", again.Words, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "流水号、日期、金额都一样才像同一笔；付款人有一边没有写的也像")]
    [InlineData("S1", 2, 38000, "甲", true)]
    [InlineData("S1", 2, 38000, "", true)]
    [InlineData("S1", 2, 38000, "乙", false)]
    [InlineData("S1", 3, 38000, "甲", false)]
    [InlineData("S1", 2, 38001, "甲", false)]
    [InlineData("S2", 2, 38000, "甲", false)]
    public void Knows_its_rows_again(string serial, int day, long fen, string payer, bool same) =>
        Assert.Equal(same, new BankEntry(9, serial, new(2023, 11, day), fen, payer, "别的附言").LooksLike(Line(38000, payer: "甲")));

    [Fact(DisplayName = "记错了的更正：只是对上的、当成别的钱的，写明理由当场改；核实过钱的要第二个人，那一笔不算数，这一行重新办")]
    public void Is_corrected()
    {
        var (sheet, _) = Of([]);
        var (officer, colleague) = (Given.By(Given.Prefecture), Given.By(Given.Prefecture));
        BankLine New() => new(new(Guid.NewGuid()), sheet, Line(38000, "利息", "银行"), null);
        (BankCorrection? Correction, Refusal? Refusal) Propose(BankLine line, Payment? payment, string? reason, bool waiting = false) => BankCorrection.Propose(new(Guid.NewGuid()), line, payment, reason, waiting, officer, Given.Monday);

        var aside = New();
        Assert.IsType<NothingToCorrect>(Propose(aside, null, "错").Refusal);
        Assert.Null(aside.SetAside("利息", officer, Given.Monday));
        Assert.Equal(("", ""), (aside.PayerName, aside.Remark));
        Assert.IsType<InvalidInput>(Propose(aside, null, " ").Refusal);
        Assert.Equal((RefundState.Confirmed, false), Propose(aside, null, "是评审费").Correction is { } done ? (done.State, done.Money) : default);
        Assert.Equal((BankLineState.Open, Given.Monday.Instant), (aside.State, aside.CorrectedAt));

        var notice = Fees.OfOneUnit(1, 380)[0];
        var (payment, _) = Payment.Make(new(Guid.NewGuid()), new() { Amount = "380", PaidOn = Given.Monday.Today, PayerName = "甲" }, [notice], null, officer, Given.Monday);
        var line = New();
        Assert.Null(payment!.Confirm([notice], null, officer, Given.Monday));
        Assert.Null(line.Count(payment.Id, confirms: true, officer, Given.Monday));
        Assert.Equal(new LineSettled(4), line.Count(payment.Id, confirms: true, officer, Given.Monday));
        Assert.Equal(new CorrectionWaiting(), Propose(line, payment, "记到了别人头上", waiting: true).Refusal);
        var correction = Propose(line, payment, "记到了别人头上").Correction!;
        Assert.Equal(new OwnCorrection(), correction.Confirm(line, payment, [notice], officer, Given.Monday));
        Assert.Equal((BankLineState.Counted, true), (line.State, notice.Settled));
        Assert.Null(correction.Confirm(line, payment, [notice], colleague, Given.Monday));
        Assert.Equal((BankLineState.Open, null, PaymentState.Corrected, 0, false), (line.State, line.PaymentId, payment.State, notice.PaidFen, notice.Settled));
        Assert.Equal(new CorrectionDecided(), correction.Confirm(line, payment, [notice], colleague, Given.Monday));
    }
}
