using System.Text.RegularExpressions;

namespace TitleReview.Domain.Messages;

/// <summary>一种通知的写法：标题、正文，花括号里的由系统填入。</summary>
public sealed partial record MessageTemplate(string Title, string Text)
{
    private const int MaxTitle = 60, MaxText = 600;

    /// <summary>写得对不对：不空、不过长，花括号里都是这种通知填得出的。</summary>
    public Refusal? WhyNot(MessageSort sort)
    {
        List<FieldError> errors = [];
        foreach (var (field, name, text, max) in new[] { (nameof(Title), "标题", Title.Plain(), MaxTitle), (nameof(Text), "正文", Text.Plain(), MaxText) })
        {
            if (text.Length == 0) errors.Add(new(field, $"请填写{name}。"));
            else if (text.Length > max) errors.Add(new(field, $"{name}最多 {max} 字，现为 {text.Length} 字。"));
            else if (Names(text).FirstOrDefault(n => !sort.Placeholders.Contains(n)) is { } unknown) errors.Add(new(field, $"“{{{unknown}}}”填不出来。这种通知可以用：{string.Join('、', sort.Placeholders.Select(p => $"{{{p}}}"))}。"));
            else if (Braces().Replace(text, "").AsSpan().ContainsAny('{', '}')) errors.Add(new(field, $"{name}里有单独的花括号，请补成一对，或删去。"));
        }

        if (Title.Contains('\n', StringComparison.Ordinal)) errors.Add(new(nameof(Title), "标题只能一行。"));
        return errors.Count == 0 ? null : new InvalidInput(errors);
    }

    /// <summary>填入；没有的项留空，不把花括号给人看。</summary>
    public MessageTemplate Fill(IReadOnlyDictionary<string, string> facts) => new(Fill(Title, facts).ReplaceLineEndings(" "), Fill(Text, facts));

    private static string Fill(string text, IReadOnlyDictionary<string, string> facts) => Braces().Replace(text, m => facts.GetValueOrDefault(m.Groups["name"].Value, ""));

    private static IEnumerable<string> Names(string text) => Braces().Matches(text).Select(m => m.Groups["name"].Value);

    [GeneratedRegex(@"\{(?<name>[^{}\n]{1,20})\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Braces();
}

/// <summary>本端口怎样通知：免打扰的时段、汇总多久一条、各种通知的写法。</summary>
/// <param name="QuietFrom">从几点起不发邮件、短信（北京时间）；与 <paramref name="QuietTo"/> 相同为不免打扰。站内的不受限。</param>
/// <param name="DigestMinutes">新到的待办多久合成一条；零为随到随告。</param>
public sealed record MessageTerms(TimeOnly QuietFrom, TimeOnly QuietTo, int DigestMinutes, IReadOnlyDictionary<MessageKind, MessageTemplate> Templates)
{
    public const int LongestDigest = 1440;

    public Refusal? WhyNot() =>
        DigestMinutes is < 0 or > LongestDigest || (DigestMinutes > 0 && LongestDigest % DigestMinutes != 0)
            ? new InvalidInput(nameof(DigestMinutes), "请填 0（随到随告），或能把一天分匀的分钟数：15、30、60、120、240、720、1440。") : null;

    /// <summary>此刻发出去会不会打扰人；会的，等到免打扰结束。</summary>
    public DateTimeOffset NextSending(DateTimeOffset now)
    {
        var local = now.ToOffset(Moment.Beijing);
        var time = TimeOnly.FromTimeSpan(local.TimeOfDay);
        if (QuietFrom == QuietTo || !time.IsBetween(QuietFrom, QuietTo)) return now;

        var end = new DateTimeOffset(local.Date + QuietTo.ToTimeSpan(), Moment.Beijing);
        return end > now ? end : end.AddDays(1);
    }

    /// <summary>到这一刻为止新到的可以汇总：按北京时间一天分匀，不论哪个节点何时来看，分界都一样。</summary>
    public DateTimeOffset DigestBoundary(DateTimeOffset now)
    {
        if (DigestMinutes == 0) return now;

        var midnight = Moment.StartOf(new Moment(now).Today);
        var span = TimeSpan.FromMinutes(DigestMinutes);
        return midnight + span * Math.Floor((now - midnight) / span);
    }
}

/// <summary>本端口改过的通知写法；没有改过的用随产品带的。</summary>
public sealed class MessageSettings : ITenantOwned
{
    private MessageSettings() { }

    public MessageSettings(MessageTerms terms, Actor by, Moment now) => (Terms, SavedBy, SavedAt) = (terms, by.Name, now.Instant);

    public TenantId TenantId { get; set; }
    public MessageTerms Terms { get; private set; } = null!;
    public string SavedBy { get; private set; } = "";
    public DateTimeOffset SavedAt { get; private set; }
    public uint Version { get; private set; }

    public void Save(MessageTerms terms, Actor by, Moment now) => (Terms, SavedBy, SavedAt) = (terms, by.Name, now.Instant);
}
