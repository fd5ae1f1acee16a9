namespace TitleReview.Domain.Meetings;

/// <summary>
/// 观察员的抽查（O4）：报哪个数、抽几份由他定，抽到哪几份由摘要定，拿着会的号、报的数、议程上的编号，谁都能重做。
/// 种子 = 摘要(评审会的号 ⏎ 报的数 ⏎ 议程上的各编号，照字符的次序一行一个)；每份的签 = 摘要(种子 ⏎ 编号)；签最小的几份就是。
/// </summary>
public static class SampleDraw
{
    /// <summary>公布给人看的规则，与上面一字不差的意思。</summary>
    public const string Rule = "种子是评审会的号、报的数、议程上的各编号（照字符的次序，各占一行）的 SHA-256；每份的签是种子与编号（各占一行）的 SHA-256；签最小的几份就是。都写成小写的十六进制。";

    private const int MostDigits = 18;

    public static IReadOnlyList<string> Of(MeetingId meeting, string number, int size, IReadOnlyCollection<string> codes)
    {
        var seed = Digests.Of(string.Join('\n', [$"{meeting.Value}", number, .. codes.Order(StringComparer.Ordinal)]));
        return [.. codes.OrderBy(code => Digests.Of($"{seed}\n{code}"), StringComparer.Ordinal).Take(size)];
    }

    /// <summary>报的数只留数字，全角的也认；读不懂的为空。</summary>
    public static string? Number(string? written) =>
        string.Concat(written.Plain().Select(c => c is >= '０' and <= '９' ? (char)(c - '０' + '0') : c)) is { Length: > 0 and <= MostDigits } given && given.All(char.IsAsciiDigit) ? given : null;

    /// <param name="cases">议程上几份。</param>
    public static Refusal? WhyNot(Meeting meeting, string? number, int? size, int cases)
    {
        if (meeting.OpenedAt is null) return new NothingToSample();
        List<FieldError> errors = [];
        if (Number(number) is null) errors.Add(new("Number", $"请报一个数，1 至 {MostDigits} 位数字。"));
        if (size is not { } some || some < 1 || some > cases) errors.Add(new("Size", $"请填抽几份，1 至 {cases}。"));
        return errors.Count > 0 ? new InvalidInput(errors) : null;
    }
}

public sealed record NothingToSample() : Refusal("评审会还没有开，议程可能还要动。请开会之后再抽查。");
public sealed record SampleFirst() : Refusal("这一次还没有抽。请先报数、抽出来，看过再记。");
