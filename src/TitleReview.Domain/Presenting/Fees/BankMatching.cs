namespace TitleReview.Domain.Presenting;

public enum Certainty { Sure, Doubtful, Unknown }

/// <summary>还没有缴清的一份，供对账。</summary>
public sealed record UnpaidFee(FilingId Id, string Number, string Applicant, string Employer, long OutstandingFen);

/// <summary>还没有与对账单对上的一笔：等核实的回单，或已核实、没有流水号的。</summary>
public sealed record UnmatchedSlip(PaymentId Id, bool Confirmed, long AmountFen, DateOnly PaidOn, string PayerName, string? Serial, IReadOnlyList<string> Numbers);

/// <summary>这一行怎么入账：核实哪张回单，或为哪几份记一笔。</summary>
/// <param name="Slip">对上的回单；已核实的只记流水号，不再算一次钱。</param>
public sealed record BankProposal(Certainty Certainty, string Words, UnmatchedSlip? Slip, IReadOnlyList<UnpaidFee> Fees)
{
    public static BankProposal None(string words = "看不出是谁缴的，请指定申报编号，或写明是什么钱。") => new(Certainty.Unknown, words, null, []);
}

/// <summary>
/// 对账：编号加金额对得上的、与一张回单对得上的，算确定；只有姓名对得上的，算拿不准，由人定。
/// 一行一行地看，前一行用掉的回单、缴清的申报，后一行不再用。
/// </summary>
public sealed class BankMatching(IReadOnlyList<UnpaidFee> fees, IReadOnlyList<UnmatchedSlip> slips)
{
    /// <summary>回单上的日期与银行入账差几天以内算同一笔。</summary>
    public const int DaysApart = 3;

    private readonly Dictionary<string, UnpaidFee> _byNumber = fees.ToDictionary(f => f.Number, StringComparer.Ordinal);
    private readonly List<UnmatchedSlip> _slips = [.. slips];

    public BankProposal Propose(BankEntry line)
    {
        var numbers = FilingNumberWords.In($"{line.Remark} {line.PayerName}");
        return BySerial(line, numbers) ?? BySlip(line, numbers) ?? ByNumbers(line, numbers) ?? ByName(line) ?? BankProposal.None();
    }

    /// <summary>这一行已照此入账。</summary>
    public void Take(BankProposal taken)
    {
        if (taken.Slip is { } slip) _slips.Remove(slip);
        foreach (var number in taken.Fees.Select(f => f.Number).Concat(taken.Slip is { Confirmed: false } waiting ? waiting.Numbers : [])) _byNumber.Remove(number);
    }

    /// <summary>流水号是缴款人填的，可能填了别人的：备注里写着别的编号的，不算确定。</summary>
    private BankProposal? BySerial(BankEntry line, IReadOnlyList<string> numbers) =>
        _slips.FirstOrDefault(s => s.Serial == line.Serial) is not { } slip ? null
        : numbers.Count > 0 && !slip.Numbers.ToHashSet(StringComparer.Ordinal).SetEquals(numbers) ? new(Certainty.Doubtful, $"流水号与一张回单相同，备注里的编号（{string.Join("、", numbers)}）却不是那张回单的，请查看。", slip, [])
        : slip.AmountFen == line.AmountFen && Near(slip, line) ? Sure(slip, "流水号与金额都对得上")
        : slip.AmountFen == line.AmountFen ? new(Certainty.Doubtful, $"流水号与金额都与一张回单相同，日期却差得远（回单写的是{slip.PaidOn.Print()}），请查看那张回单。", slip, [])
        : new(Certainty.Doubtful, $"流水号与一张 {slip.AmountFen.PrintYuan()} 的回单相同，金额却不同，请查看那张回单。", slip, []);

    private BankProposal? BySlip(BankEntry line, IReadOnlyList<string> numbers)
    {
        // 回单上填的多半是缴款人那家银行的号，与这里对不上；钱是同一笔。
        var same = _slips.Where(s => s.AmountFen == line.AmountFen).ToList();
        if (numbers.Count > 0 && same.FirstOrDefault(s => s.Numbers.ToHashSet(StringComparer.Ordinal).SetEquals(numbers)) is { } numbered) return Sure(numbered, "编号与金额都对得上");

        if (numbers.Count > 0) return null;
        var named = same.Where(s => s.PayerName == line.PayerName && Near(s, line)).ToList();
        return named switch
        {
            [var one] => Sure(one, "付款人、金额、日期都对得上"),
            { Count: > 1 } => new(Certainty.Doubtful, $"有 {named.Count} 张回单的付款人与金额都一样，请指定是哪一份的。", null, []),
            _ => null,
        };
    }

    private static bool Near(UnmatchedSlip slip, BankEntry line) => Math.Abs(slip.PaidOn.DayNumber - line.PaidOn.DayNumber) <= DaysApart;

    private static BankProposal Sure(UnmatchedSlip slip, string why) => new(Certainty.Sure, slip.Confirmed ? $"{why}：已核实的缴款，只是对上，不重复算钱。" : $"{why}：核实这张回单。", slip, []);

    private BankProposal? ByNumbers(BankEntry line, IReadOnlyList<string> numbers)
    {
        var named = numbers.Select(n => _byNumber.GetValueOrDefault(n)).OfType<UnpaidFee>().ToList();
        if (named.Count == 0) return numbers.Count == 0 ? null : new(Certainty.Doubtful, $"备注里的 {string.Join("、", numbers)} 已经缴清、已由前面的行入账，或不归本机构收。重复缴的请查明后退。", null, []);

        var due = named.Sum(f => f.OutstandingFen);
        if (_slips.FirstOrDefault(s => s.Numbers.Intersect(numbers, StringComparer.Ordinal).Any()) is { } open)
            return new(Certainty.Doubtful, $"备注里有编号（{Names(named)}），其中有一张 {open.AmountFen.PrintYuan()} 的回单还没有与银行对上，多半就是这笔钱，请查看那张回单，别记两次。", open, named);
        return due == line.AmountFen && named.Count == numbers.Count
            ? new(Certainty.Sure, $"备注里有编号，金额正好：{Names(named)}。", null, named)
            : new(Certainty.Doubtful, $"备注里有编号（{Names(named)}），应缴 {due.PrintYuan()}，到账 {line.AmountFen.PrintYuan()}，对不上。", null, named);
    }

    private BankProposal? ByName(BankEntry line)
    {
        var people = _byNumber.Values.Where(f => f.Applicant.Length >= 2 && (f.Applicant == line.PayerName || line.Remark.Contains(f.Applicant, StringComparison.Ordinal))).ToList();
        if (people is [var one]) return new(Certainty.Doubtful, $"没有编号，姓名像是 {Names(people)}，应缴 {one.OutstandingFen.PrintYuan()}{(one.OutstandingFen == line.AmountFen ? "，金额正好" : "，金额对不上")}。", null, people);
        if (people.Count > 1) return new(Certainty.Doubtful, $"没有编号，姓名对得上的有 {people.Count} 份：{Names(people)}，请指定。", null, []);

        var staff = _byNumber.Values.Where(f => f.Employer == line.PayerName).OrderBy(f => f.Number, StringComparer.Ordinal).ToList();
        if (staff.Count == 0) return null;
        var due = staff.Sum(f => f.OutstandingFen);
        return new(Certainty.Doubtful, $"付款人是“{line.PayerName}”，它还有 {staff.Count} 份没有缴清，共 {due.PrintYuan()}{(due == line.AmountFen ? "，金额正好" : "，金额对不上")}。", null, due == line.AmountFen ? staff : []);
    }

    private static string Names(List<UnpaidFee> fees) => string.Join("、", fees.Take(5).Select(f => $"{f.Number} {f.Applicant}")) + (fees.Count > 5 ? $"等 {fees.Count} 份" : "");
}
