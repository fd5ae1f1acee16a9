using System.Text;
using TitleReview.App.Approvals;
using TitleReview.App.Messages;
using TitleReview.App.Presenting;
using TitleReview.App.Reviews;
using TitleReview.Documents.Rosters;
using TitleReview.Domain;
using TitleReview.Domain.Presenting;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Presenting;

/// <summary>One story in order: a unit pays for three with one slip, a bank sheet brings the fourth, one is refunded.</summary>
[Collection("one port's accounts")]
public sealed class Fees_of_a_unit(AppUnderTest app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<FilingId> FilingOf(string login) =>
        new(Guid.Parse((await app.Ask("select f.id from filings f join users u on u.applicant_id = f.applicant_id where u.user_name = $1", login))[0]));

    private async Task<string> NumberOf(FilingId filing) => (await app.Ask("select number from filings where id = $1", filing.Value))[0];

    /// <summary>Through every desk that is left, by whoever sits there.</summary>
    private async Task<FilingId> Passed(string login)
    {
        var filing = await FilingOf(login);
        while ((await app.Ask("select u.user_name from filings f join users u on u.office_id = f.current_office_id where f.id = $1 and f.status = 'InApproval' order by u.user_name", filing.Value)).FirstOrDefault() is { } desk)
        {
            await using var officer = await app.As(desk);
            await Desk.PassChecklist(officer, filing);
            Assert.Null(await officer.Again().Get<ApproveFiling>().Run(filing, "同意", true, Ct));
        }

        return filing;
    }

    private static SlipFile Slip()
    {
        var picture = new MemoryStream();
        using (var resource = typeof(ReadFees).Assembly.GetManifestResourceStream("scans/proof.jpg")!) resource.CopyTo(picture);
        picture.Position = 0;
        return new SlipFile("回单.jpg", picture);
    }

    private PaymentForm Form(string amount, string? explanation = null, string? serial = null) =>
        new() { Amount = amount, PaidOn = new Moment(app.Clock.GetUtcNow()).Today, PayerName = "尉犁县演示公路养护段", Explanation = explanation, Serial = serial };

    private Task<List<string>> Fee(FilingId filing) => app.Ask("select payer || ' ' || amount_fen || ' ' || paid_fen || ' ' || settled from fee_notices where filing_id = $1", filing.Value);

    [Fact(DisplayName = "通过形式审核的同一事务里发缴费通知；单位一张回单为三个人缴，经收机构核实，当场开收据；对账单再入一份，同一笔钱不记两次；退费两个人，收据作废另开")]
    [Trait("rule", "BZ-24"), Trait("rule", "BZ-27")]
    public async Task From_the_notice_to_the_refund()
    {
        FilingId[] three = [await Passed("department-desk@bazhou"), await Passed("county-desk@bazhou"), await Passed("committee-desk@bazhou")];
        foreach (var filing in three) Assert.Equal(["Employer 38000 0 false"], await Fee(filing));

        await NamesTheSteps(three[0]);
        await using (var unit = await app.As("employer@bazhou"))
            Assert.All((await unit.Get<ReadStaffBoard>().Run(ct: Ct))!.Lines.Where(l => three.Contains(new FilingId(l.Filing))), l => Assert.Contains("单位缴评审费 380 元", l.Next, StringComparison.Ordinal));
        var payment = await PaysForThree(three);
        await StandsOnTheBoard(three);
        await GatesTheReview(three[0]);
        await Confirms(three, payment);
        await ReadsABankSheet(await Passed("competent-desk@bazhou"), payment);
        await Refunds(three, payment);
    }

    private async Task<PaymentId> PaysForThree(FilingId[] three)
    {
        await using var unit = await app.As("employer@bazhou");
        var view = (await unit.Get<ReadFees>().Run(new(), Ct))!;
        Assert.Equal((false, 3), (view.Collects, view.Lines.Count(l => three.Contains(l.Notice.FilingId))));
        Assert.NotEmpty(view.Terms[0].Fees.Accounts!);

        var id = new PaymentId(Guid.CreateVersion7());
        Task<Refusal?> Pay(PaymentForm form, SlipFile? slip, params FilingId[] filings) => unit.Again().Get<SubmitPayment>().Run(id, filings, form, slip, ct: Ct);
        Assert.Equal(new NoFeeChosen(), await Pay(Form("1140"), Slip()));
        Assert.Contains("少 140 元", Assert.IsType<InvalidInput>(await Pay(Form("1000"), Slip(), three)).Errors[0].Sentence, StringComparison.Ordinal);
        var whole = Assert.Single((await unit.Again().Get<ReadFees>().Run(new(), Ct))!.Wholes);
        Assert.Contains($"选中的 {whole.Count} 份应缴 {whole.Fen!.Value.PrintYuan()}", Assert.IsType<InvalidInput>(await unit.Again().Get<SubmitPayment>().Run(id, [], Form("1"), Slip(), whole.Plan, Ct)).Errors[0].Sentence, StringComparison.Ordinal);
        Assert.Equal("Slip", Assert.IsType<InvalidInput>(await Pay(Form("1140"), null, three)).Errors[0].Field);
        Assert.Equal("Way", Assert.IsType<InvalidInput>(await Pay(Form("1140") with { Way = PaymentWay.ScanCode }, Slip(), three)).Errors[0].Field);
        Assert.Equal("Slip", Assert.IsType<InvalidInput>(await Pay(Form("1140"), new SlipFile("回单.jpg", new MemoryStream("not a picture"u8.ToArray())), three)).Errors[0].Field);
        await using (var person = await app.As("county-desk@bazhou")) Assert.Equal(new PaidByEmployer(), await person.Get<SubmitPayment>().Run(id, [three[1]], Form("380"), Slip(), ct: Ct));
        Assert.Equal(["0"], await app.Ask("select count(*) from payments where id = $1", id.Value));

        // Pressed twice at once, and once more later: one payment.
        await Task.WhenAll(Pay(Form("1140", serial: "YH-1"), Slip(), three), Pay(Form("1140", serial: "YH-1"), Slip(), three));
        Assert.Null(await Pay(Form("1140", serial: "YH-1"), Slip(), three));
        Assert.Equal(["1 3"], await app.Ask("select count(distinct p.id) || ' ' || count(*) from payments p join payment_shares s on s.payment_id = p.id where p.serial = 'YH-1'"));
        Assert.IsType<SlipWaiting>(await unit.Again().Get<SubmitPayment>().Run(new(Guid.CreateVersion7()), [three[0]], Form("380"), Slip(), ct: Ct));
        Assert.NotNull(await unit.Again().Get<OpenSlip>().Run(id, Ct));
        return id;
    }

    private async Task NamesTheSteps(FilingId filing)
    {
        await using var system = app.AsVisitor();
        await system.Get<DispatchMessages>().Run(new TenantId(Guid.Parse((await app.Ask("select id from tenants where slug = 'bazhou'"))[0])), Ct);
        var text = Assert.Single(await app.Ask("select m.text from messages m where m.kind = 'FormalityPassed' and m.filing_id = $1", filing.Value));
        foreach (var step in new[] { "评审委员会接收材料之后", "缴评审费 380 元（由单位统一缴，", "交纸质材料（由单位统一报送，" }) Assert.Contains(step, text, StringComparison.Ordinal);
    }

    /// <summary>通过了还没有完：传了回单的不再算该单位缴、也不再催，纸质材料还要单位交；申报页打得开。</summary>
    private async Task StandsOnTheBoard(FilingId[] three)
    {
        await using var unit = await app.As("employer@bazhou");
        var board = (await unit.Get<ReadStaffBoard>().Run(ct: Ct))!;
        var lines = board.Lines.Where(l => three.Contains(new FilingId(l.Filing))).ToList();
        Assert.Equal(3, lines.Count);
        Assert.All(lines, l => Assert.Equal((StaffTurn.Ours, "单位交纸质材料"), (l.Turn, l.Next)));
        Assert.Equal(board.Lines.CountBy(l => l.Turn).OrderBy(c => c.Key), Enum.GetValues<StaffTurn>().Select(t => KeyValuePair.Create(t, board.Total.Of(t))).Where(c => c.Value > 0));

        await using var officer = await app.As("committee@bazhou");
        Assert.Equal(new SlipsToVerify(3), (await officer.Get<RemindFees>().Run(three, null, Ct)).Refusal);
        Assert.All((await officer.Again().Get<ReadFees>().Run(new(), Ct))!.Lines.Where(l => three.Contains(l.Notice.FilingId)), l => Assert.Equal((true, false), (l.Opens, l.ToPay)));
    }

    /// <summary>巴州的计划：缴清才能送评审。</summary>
    private async Task GatesTheReview(FilingId filing)
    {
        await using var officer = await app.As("committee@bazhou");
        var expert = new UserId(Guid.Parse((await app.Ask("select id from users where user_name = 'expert@bazhou'"))[0]));
        Assert.IsType<FeeFirst>(await officer.Get<AssignExperts>().Run([filing], [expert], Ct));
    }

    private async Task Confirms(FilingId[] three, PaymentId payment)
    {
        await using (var stranger = await app.As("county@bazhou")) Assert.Equal(new NotFoundHere("笔缴款"), await stranger.Get<DecidePayment>().Run(payment, true, null, Ct));
        await using (var unit = await app.As("employer@bazhou")) Assert.Equal(new NotFoundHere("笔缴款"), await unit.Get<DecidePayment>().Run(payment, true, null, Ct));
        await using var officer = await app.As("committee@bazhou");
        Assert.Contains((await officer.Get<ReadPayments>().Run(new(), Ct))!.Lines, p => p.Payment.Id == payment);
        foreach (var find in new[] { "1140", "YH-1", "演示公路养护", await NumberOf(three[1]) }) Assert.Equal(payment, Assert.Single((await officer.Again().Get<ReadPayments>().Run(new(Find: find), Ct))!.Lines).Payment.Id);
        Assert.Empty((await officer.Again().Get<ReadPayments>().Run(new(After: $"{app.Clock.GetUtcNow().AddDays(1).UtcTicks}_{payment.Value}"), Ct))!.Lines);

        var answers = await Task.WhenAll(officer.Again().Get<DecidePayment>().Run(payment, true, null, Ct), officer.Again().Get<DecidePayment>().Run(payment, true, null, Ct));
        Assert.Single(answers, a => a is null);
        foreach (var filing in three) Assert.Equal(["Employer 38000 38000 true"], await Fee(filing));
        var receipt = Assert.Single((await officer.Again().Get<ReadPayment>().Run(payment, Ct))!.Receipts);
        Assert.Equal((114000, 3, "尉犁县演示公路养护段"), (receipt.AmountFen, receipt.Lines.Count, receipt.Payer));
        var (pdf, name, _) = await officer.Again().Get<PrintReceipt>().Run(receipt.Year, receipt.No, Ct);
        Assert.Equal(("%PDF", $"{receipt.Number}.pdf"), (Encoding.ASCII.GetString(pdf!, 0, 4), name));

        Assert.Null(await officer.Again().Get<ReissueReceipt>().Run(payment, "尉犁县演示公路养护段（工会）", "名称写错了", Ct));
        var both = (await officer.Again().Get<ReadPayment>().Run(payment, Ct))!.Receipts;
        Assert.Equal((both[1].Number, null), (both[0].ReplacedBy, both[1].VoidedAt));
        Assert.Equal(["1"], await app.Ask("select count(*) from outbox_events where kind = 'PaymentConfirmed' and key like '%' || $1 || '%'", payment.Value.ToString()));
        Assert.Equal(["3"], await app.Ask("select count(*) from outbox_events where kind = 'FeeSettled' and filing_id = any($1)", three.Select(f => f.Value).ToArray()));
    }

    private static byte[] Sheet(params IReadOnlyList<string>[] rows) => TableXlsx.Write(new TableSheet(
        "明细", "账户明细", "账号：0000", [new("交易日期", 30), new("交易流水号", 30), new("贷方发生额", 30), new("对方户名", 30), new("附言", 30)], rows, DateTimeOffset.UnixEpoch));

    private async Task ReadsABankSheet(FilingId fourth, PaymentId before)
    {
        await using var officer = await app.As("committee@bazhou");
        var (id, day, number) = (new BankSheetId(Guid.CreateVersion7()), new Moment(app.Clock.GetUtcNow()).Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), await NumberOf(fourth));
        var sheet = Sheet([day, "YH-1", "1140.00", "尉犁县演示公路养护段", ""], [day, "YH-2", "380.00", "某公司", $"评审费{number}"], [day, "YH-3", "0.52", "银行", "利息"], ["哪天", "YH-4", "1", "", ""]);
        await using (var stranger = await app.As("county@bazhou")) Assert.Equal(new NotFoundHere("个页面"), await stranger.Get<UploadBankSheet>().Run(id, "a.xlsx", new MemoryStream(sheet), Ct));
        Assert.Null(await officer.Get<UploadBankSheet>().Run(id, "明细.xlsx", new MemoryStream(sheet), Ct));
        foreach (var wrong in new[] { Sheet(), "this is, not, a sheet"u8.ToArray(), "%PDF-1.7"u8.ToArray(), [] })
            Assert.IsType<SheetUnreadable>(await officer.Again().Get<UploadBankSheet>().Run(new(Guid.CreateVersion7()), "明细.pdf", new MemoryStream(wrong), Ct));
        Assert.Equal(["1"], await app.Ask("select count(*) from bank_sheets"));
        Assert.IsType<SheetTaken>(await officer.Again().Get<UploadBankSheet>().Run(new(Guid.CreateVersion7()), "又一次.xlsx", new MemoryStream(sheet), Ct));
        Assert.IsType<SheetUnreadable>(await officer.Again().Get<UploadBankSheet>().Run(new(Guid.CreateVersion7()), "a.xls", new MemoryStream([0xD0, 0xCF, 0x11, 0xE0, 0, 0]), Ct));

        var preview = (await officer.Again().Get<ReadBankSheet>().Run(id, Ct))!;
        Assert.Equal(["第 7 行 A 列：日期“哪天”读不懂，应像 2023-11-01。"], preview.Reading!.Errors.Select(e => e.Sentence));
        Assert.Equal(["0"], await app.Ask("select count(*) from bank_lines"));
        Assert.Null(await officer.Again().Get<ImportBankSheet>().Run(id, Ct));
        var lines = (await officer.Again().Get<ReadBankSheet>().Run(id, Ct))!.Lines;
        Assert.Equal([Certainty.Sure, Certainty.Sure, Certainty.Unknown], lines.Select(l => l.Proposal!.Certainty));

        // Not a cell of it is left in the clear, before or after.
        Assert.Equal(["Imported 0"], await app.Ask("select state || ' ' || length(sealed_cells) from bank_sheets where id = $1", id.Value));

        var counted = await Task.WhenAll(officer.Again().Get<CountSureLines>().Run(id, Ct), officer.Again().Get<CountSureLines>().Run(id, Ct));
        Assert.Equal(2, counted.Where(c => c.Refusal is null).Sum(c => c.Counted));
        Assert.Equal(["Employer 38000 38000 true"], await Fee(fourth));
        Assert.Equal(["1"], await app.Ask("select count(*) from bank_lines where serial = 'YH-1' and payment_id = $1", before.Value));
        Assert.Equal(["152000"], await app.Ask("select sum(amount_fen) from payments where id in (select payment_id from bank_lines where serial in ('YH-1', 'YH-2')) and state = 'Confirmed'"));
        Assert.IsType<InvalidInput>(await officer.Again().Get<CountLine>().Run(lines[2].Line.Id, number, "多缴", Ct));
        Assert.Null(await officer.Again().Get<SetAsideLine>().Run(lines[2].Line.Id, "利息", Ct));

        // The mended file brings the wrong row again, and nothing twice.
        var (second, csv) = (new BankSheetId(Guid.CreateVersion7()), Encoding.UTF8.GetBytes($"交易日期,交易流水号,贷方发生额,对方户名,附言\n{day},YH-2,380.00,某公司,评审费{number}\n{day},YH-4,1,甲,\n"));
        Assert.Null(await officer.Again().Get<UploadBankSheet>().Run(second, "明细.csv", new MemoryStream(csv), Ct));
        Assert.Null(await officer.Again().Get<ImportBankSheet>().Run(second, Ct));
        var again = (await officer.Again().Get<ReadBankSheet>().Run(second, Ct))!.Lines;
        Assert.Equal([("YH-2", BankLineState.Repeat, "“明细.xlsx”的第 5 行"), ("YH-4", BankLineState.Open, null)], again.Select(l => (l.Line.Serial, l.Line.State, l.Twin)));
        Assert.Equal(new NothingSure(), (await officer.Again().Get<CountSureLines>().Run(second, Ct)).Refusal);
        Assert.Equal(["Employer 38000 38000 true"], await Fee(fourth));
        await Corrects(fourth, lines[1].Line.Id, again[0].Line.Id);
    }

    /// <summary>The wrong row is taken back by two; a real second row is counted all the same; one refused row stops no other.</summary>
    private async Task Corrects(FilingId fourth, BankLineId wrong, BankLineId repeat)
    {
        await using var officer = await app.As("committee@bazhou");
        await using var colleague = await app.As("committee-second@bazhou");
        Assert.IsType<InvalidInput>(await officer.Get<ProposeCorrection>().Run(wrong, "", Ct));
        Assert.Null(await officer.Again().Get<ProposeCorrection>().Run(wrong, "记到了别人头上", Ct));
        Assert.Equal(new CorrectionWaiting(), await officer.Again().Get<ProposeCorrection>().Run(wrong, "再提", Ct));
        var waiting = Assert.Single(await colleague.Get<ReadCorrections>().Run(Ct)).Correction;
        Assert.Equal(new OwnCorrection(), await officer.Again().Get<DecideCorrection>().Run(waiting.Id, RefundState.Confirmed, null, Ct));
        Assert.Equal(["Employer 38000 38000 true"], await Fee(fourth));
        Assert.Null(await colleague.Again().Get<DecideCorrection>().Run(waiting.Id, RefundState.Confirmed, null, Ct));
        Assert.Equal(["Employer 38000 0 false"], await Fee(fourth));
        Assert.Equal(["Corrected 对账更正：记到了别人头上"], await app.Ask("select p.state || ' ' || r.void_reason from payments p join fee_receipts r on r.payment_id = p.id where p.id = $1 and r.voided_at is not null", waiting.PaymentId!.Value.Value));
        Assert.Equal(["FeeCorrected", "FeesDue"], await app.Ask("select kind from outbox_events where filing_id = $1 and key like '%/corrected/%' order by 1", fourth.Value));

        // Open again, but never by itself: by hand, and by its twin that a person says is another.
        var sheet = (await app.Ask("select sheet_id from bank_lines where id = $1", wrong.Value))[0];
        Assert.Equal(new NothingSure(), (await officer.Again().Get<CountSureLines>().Run(new(Guid.Parse(sheet)), Ct)).Refusal);
        Assert.Null(await officer.Again().Get<SetAsideLine>().Run(wrong, "退给了付款人", Ct));
        Assert.IsType<InvalidInput>(await officer.Again().Get<AcceptRepeat>().Run(repeat, "", Ct));
        Assert.Null(await officer.Again().Get<AcceptRepeat>().Run(repeat, "银行回单上是两笔", Ct));
        Assert.Null(await officer.Again().Get<CountLine>().Run(repeat, await NumberOf(fourth), null, Ct));
        Assert.Equal(["Employer 38000 38000 true"], await Fee(fourth));
        await OneBadRowStopsNoOther(officer);
    }

    private async Task OneBadRowStopsNoOther(SignedInScope officer)
    {
        FilingId[] two = [await FilingOf("passed-third@bazhou"), await FilingOf("passed-fourth@bazhou")];
        var (id, day) = (new BankSheetId(Guid.CreateVersion7()), new Moment(app.Clock.GetUtcNow()).Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        var rows = await Task.WhenAll(two.Select(async (f, i) => $"{day},1{i},{await Owed(f)},某公司,{await NumberOf(f)}\n"));
        Assert.Null(await officer.Again().Get<UploadBankSheet>().Run(id, "一坏一好.csv", new MemoryStream(Encoding.UTF8.GetBytes("交易日期,凭证号,贷方发生额,对方户名,附言\n" + string.Concat(rows))), Ct));
        Assert.Null(await officer.Again().Get<ImportBankSheet>().Run(id, Ct));
        // Only the database refuses the first: whatever had been written for it must be gone.
        await app.Ask("create function refuse_one() returns trigger language plpgsql as $$ begin if new.serial = '10' and new.state = 'Counted' then raise unique_violation using constraint = 'ux_payments_serial'; end if; return new; end $$");
        await app.Ask("create trigger refuse_one before update on bank_lines for each row execute function refuse_one()");
        var result = await officer.Again().Get<CountSureLines>().Run(id, Ct);
        await app.Ask("drop trigger refuse_one on bank_lines");
        Assert.Equal(new SureCount(1, 1, null), result);
        Assert.Equal([$"Open {new SerialTaken().Sentence}", "Counted "], await app.Ask("select state || ' ' || coalesce(hitch, '') from bank_lines where sheet_id = $1 order by row_no", id.Value));
        Assert.Equal(["false", "true"], await app.Ask("select settled::text from fee_notices where filing_id = any($1) order by settled", two.Select(f => f.Value).ToArray()));
        Assert.Equal(new SureCount(1, 0, null), await officer.Again().Get<CountSureLines>().Run(id, Ct));
    }

    private async Task<string> Owed(FilingId filing) => (await app.Ask("select (amount_fen - paid_fen) / 100 from fee_notices where filing_id = $1", filing.Value))[0];

    private async Task Refunds(FilingId[] three, PaymentId payment)
    {
        await using var officer = await app.As("committee@bazhou");
        await using var colleague = await app.As("committee-second@bazhou");
        Assert.Null(await officer.Get<ProposeFeeRefund>().Run(payment, three[2], "", false, "本人撤回申报", Ct));
        Assert.Equal(new RefundWaiting(), await officer.Again().Get<ProposeFeeRefund>().Run(payment, three[2], "", false, "再提一次", Ct));
        var refund = Assert.Single(await colleague.Get<ReadFeeRefunds>().Run(Ct), r => r.PaymentId == payment);
        Assert.Equal(new OwnRefund(), await officer.Again().Get<DecideFeeRefund>().Run(refund.Id, RefundState.Confirmed, null, Ct));
        Assert.Null(await colleague.Again().Get<DecideFeeRefund>().Run(refund.Id, RefundState.Confirmed, null, Ct));
        Assert.Equal(["Employer 38000 0 false"], await Fee(three[2]));
        Assert.Equal(["76000"], await app.Ask("select amount_fen from fee_receipts where payment_id = $1 and voided_at is null", payment.Value));
        Assert.Equal(["true"], await app.Ask("select (max(no) = count(*))::text from fee_receipts r join tenants t on t.id = r.tenant_id where t.slug = 'bazhou'"));

        var (reminded, _) = await officer.Again().Get<RemindFees>().Run([three[2]], null, Ct);
        Assert.Equal(1, reminded);
        Assert.Equal(new RemindedToday(), (await officer.Again().Get<RemindFees>().Run([three[2]], null, Ct)).Refusal);
        Assert.NotNull(await officer.Again().Get<ExportFees>().Run(new(), Ct));

        // The first of the three sees the receipt with his own line, and not the third's, who has none.
        await using var person = await app.As("department-desk@bazhou");
        var own = (await person.Get<ReadOwnFee>().Run(three[0], Ct))!.ByUnit;
        Assert.Equal((38000, false), (own[^1].Fen, own[^1].Void));
        Assert.Equal("%PDF", Encoding.ASCII.GetString((await person.Again().Get<PrintOwnReceipt>().Run(three[0], own[^1].Year, own[^1].No, Ct)).Pdf!, 0, 4));
        Assert.IsType<NotFoundHere>((await person.Again().Get<PrintOwnReceipt>().Run(three[1], own[^1].Year, own[^1].No, Ct)).Refusal);
        Assert.IsType<NotFoundHere>((await person.Again().Get<PrintReceipt>().Run(own[^1].Year, own[^1].No, Ct)).Refusal);
    }

    [Fact(DisplayName = "由本人缴的：本人传回单，经收机构写明缘故不认，重传后核实；别人看不到、打不开他的回单"), Trait("rule", "TC-19")]
    public async Task Of_a_person()
    {
        var filing = await FilingOf("passed@tacheng");
        await using var person = await app.As("passed@tacheng");
        var own = (await person.Get<ReadOwnFee>().Run(filing, Ct))!;
        Assert.Equal((30000, null), (own.Notice.AmountFen, own.WhyNotPay));
        var id = new PaymentId(Guid.CreateVersion7());
        Assert.Null(await person.Again().Get<SubmitPayment>().Run(id, [filing], Form("300"), Slip(), ct: Ct));
        await using (var other = await app.As("passed-direct@tacheng"))
        {
            Assert.Null(await other.Get<OpenSlip>().Run(id, Ct));
            Assert.Null(await other.Get<ReadPayment>().Run(id, Ct));
            Assert.Null(await other.Get<ReadOwnFee>().Run(filing, Ct));
            Assert.Equal(new NotFoundHere("份申报"), await other.Get<SubmitPayment>().Run(new(Guid.CreateVersion7()), [filing], Form("300"), Slip(), ct: Ct));
        }

        await using var officer = await app.As("prefecture@tacheng");
        Assert.IsType<InvalidInput>(await officer.Get<DecidePayment>().Run(id, false, "", Ct));
        Assert.Null(await officer.Again().Get<DecidePayment>().Run(id, false, "回单看不清金额", Ct));
        Assert.Equal(new PaymentDecided(), await person.Again().Get<TakeBackPayment>().Run(id, Ct));
        var again = new PaymentId(Guid.CreateVersion7());
        Assert.Null(await person.Again().Get<SubmitPayment>().Run(again, [filing], Form("300"), Slip(), ct: Ct));
        Assert.Null(await officer.Again().Get<DecidePayment>().Run(again, true, null, Ct));
        own = (await person.Again().Get<ReadOwnFee>().Run(filing, Ct))!;
        Assert.Equal((FeeState.Paid, 1), (own.Notice.State, own.Receipts.Count));
        Assert.Equal(new FeeSettled(), await person.Again().Get<SubmitPayment>().Run(new(Guid.CreateVersion7()), [filing], Form("300"), Slip(), ct: Ct));
    }
}
