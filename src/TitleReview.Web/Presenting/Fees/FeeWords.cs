using TitleReview.App.Presenting;
using TitleReview.Domain;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Presenting;
using TitleReview.Web.Shared;

namespace TitleReview.Web.Presenting;

/// <summary>评审费各页共用的话、颜色、地址。</summary>
internal static class FeeWords
{
    public const string Fees = "/fees", Payments = "/payments", Sheets = "/fees/sheets";

    public static string Own(FilingId id) => $"/filings/{id.Value}/fee";

    public static string Page(PaymentId id) => $"/payments/{id.Value}";

    public static string Page(BankSheetId id) => $"{Sheets}/{id.Value}";

    public static string Pdf(FeeReceipt receipt) => $"/receipts/{receipt.Year}/{receipt.No}";

    public static (Tone Tone, string Text) Of(FeeNotice notice, bool waiting, Moment now) =>
        waiting ? (Tone.Running, "回单待核实")
        : notice.IsOverdue(now) ? (Tone.Returned, notice.State == FeeState.Partly ? "逾期，缴了一部分" : "逾期未缴")
        : (notice.State switch { FeeState.Paid => Tone.Done, FeeState.Free => Tone.Quiet, _ => Tone.Waiting }, notice.State.Label());

    public static (Tone Tone, string Text) Of(PaymentState state) => state switch
    {
        PaymentState.Waiting => (Tone.Running, "待核实"),
        PaymentState.Confirmed => (Tone.Done, "已核实"),
        PaymentState.Refused => (Tone.Returned, "没有通过"),
        PaymentState.Corrected => (Tone.Quiet, "记错了，已更正"),
        _ => (Tone.Quiet, "已收回"),
    };

    public static string Query(PaymentQuery query, string? after = null) =>
        $"{Payments}?{(query.Done ? "tab=done&" : "")}{(query.Find.Plain() is { Length: > 0 } find ? $"find={Uri.EscapeDataString(find)}&" : "")}{(after is null ? "" : $"after={after}")}".TrimEnd('&', '?');

    /// <summary>经收的机构此刻可以催它。</summary>
    public static bool MayRemind(FeeLine line, Moment now) => line.ToPay && line.Notice.MayRemind(now);

    public static string Word(RefundState state) => state switch { RefundState.Waiting => "等第二个人同意", RefundState.Confirmed => "已办", RefundState.Rejected => "不同意", _ => "已收回" };

    public static string Label(this PaymentWay way) => way switch { PaymentWay.Bank => "银行转账", PaymentWay.ScanCode => "扫码", _ => "柜台" };

    public static string Amount(FeeNotice notice) => notice.AmountFen is { } fen ? fen.PrintYuan() : "另行通知";

    public static string When(FeeNotice notice) => (notice.OpensAt, notice.DueAt) switch
    {
        ({ } from, { } until) => $"{from.PrintStart()} 至 {until.Print()}",
        (_, { } until) => $"{until.Print()}之前",
        _ => "通知没有定期限，请尽早缴",
    };

    public static string Tab(FeeTab tab) => tab switch { FeeTab.Unpaid => "没有缴清", FeeTab.Overdue => "逾期", _ => "已缴清" };

    public static string Query(FeeQuery query, string? after = null) =>
        $"?tab={query.Tab}{(query.Employer is { } unit ? $"&employer={unit}" : "")}{(query.Find.Plain() is { Length: > 0 } find ? $"&find={Uri.EscapeDataString(find)}" : "")}{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}";

    public static string Payer(FeeTerms fees) => fees.Payer == FeePayer.Employer ? "单位" : "本人";
}
