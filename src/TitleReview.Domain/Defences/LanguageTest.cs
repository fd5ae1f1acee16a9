using System.Globalization;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Defences;

/// <summary>国语水平测试的结果（KZ-07）：一个人登记，另一个人核对同意。不合格的一票否决；核对过的，撤回也要两个人。</summary>
public sealed class LanguageTest : AgreedByTwo, ITenantOwned
{
    /// <summary>计划没有定分数的上下限，只挡写错了的：多打了一位的、不是数的。</summary>
    private const decimal MostScore = 999.99m;

    private LanguageTest() { }

    public TenantId TenantId { get; set; }
    public Guid Id { get; private set; }
    public FilingId FilingId { get; private set; }
    public OfficeId OfficeId { get; private set; }

    /// <summary>测试的名称，照计划的叫法。</summary>
    public string Name { get; private set; } = "";

    public bool Passed { get; private set; }
    public DateOnly Day { get; private set; }

    /// <summary>成绩，照成绩单：多少分，或计划里的一个等级；成绩单上没有的为空。</summary>
    public string Score { get; private set; } = "";

    public UserId EnteredBy { get; private set; }
    public string EnteredByName { get; private set; } = "";
    public DateTimeOffset EnteredAt { get; private set; }
    public uint Version { get; private set; }

    /// <summary>核对过的不合格：一票否决。</summary>
    public bool KnocksOut => State == AgreedState.Agreed && !Passed;

    /// <summary>否决的原因，印在结果里。</summary>
    public string Sentence => $"{Name}{(Passed ? "合格" : "不合格")}（{Day.Print()}{(Score.Length > 0 ? $"，{Score}" : "")}）{(Passed ? "" : "，一票否决")}";

    public static (LanguageTest? Test, Refusal? Refusal) Enter(Guid id, DefenceSubject subject, LanguageTerms terms, bool? passed, DateOnly? day, string? score, Actor by, Moment now)
    {
        List<FieldError> errors = [];
        if (passed is null) errors.Add(new(nameof(Passed), "请选合格，或不合格。"));
        if (day is null || day > now.Today) errors.Add(new(nameof(Day), "请填写测试的日期，不晚于今天。"));
        var (written, wrong) = Read(score.Plain(), terms, passed);
        if (wrong is not null) errors.Add(new(nameof(Score), wrong));
        return errors.Count > 0 ? (null, new InvalidInput(errors)) : (new LanguageTest
        {
            Id = id, FilingId = subject.Filing, OfficeId = subject.Office, Name = terms.Name, Passed = passed!.Value, Day = day!.Value, Score = written, EnteredBy = by.UserId, EnteredByName = by.Signature, EnteredAt = now.Instant,
        }, null);
    }

    /// <summary>等级照计划写的几种；分数是一个数，写不写“分”字都行。等级不到最低的，不能又记合格。</summary>
    private static (string Written, string? Wrong) Read(string score, LanguageTerms terms, bool? passed)
    {
        if (score.Length == 0) return ("", null);
        List<string> levels = [.. terms.Levels];
        if (levels.Contains(score)) return (score, passed == true && levels.IndexOf(score) > levels.IndexOf(terms.Minimum) ? $"计划写的最低等级是“{terms.Minimum}”，“{score}”不能记为合格。请核对成绩单。" : null);

        var number = (score.EndsWith('分') ? score[..^1] : score).Sought();
        return decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var points) && points <= MostScore && decimal.Round(points, 2) == points
            ? ($"{points:0.##} 分", null)
            : ("", $"成绩请写一个数，0 至 {MostScore}，最多两位小数{(levels.Count > 0 ? $"；或写等级：{string.Join('、', levels)}" : "")}；成绩单上没有的空着。");
    }

    protected override (UserId, string, DateTimeOffset) First => (EnteredBy, EnteredByName, EnteredAt);
    protected override (string, string) Words => ("登记", "核对无误");
    protected override Refusal Over => new TestDecided();
    protected override Refusal Own => new OwnTest();
    protected override Refusal Used => new TestUsed();
}

public sealed record TestDecided() : Refusal("这一次测试已经办过了，请刷新看看现在的情况。");
public sealed record OwnTest() : Refusal("这一次测试是您自己登记的，要由本机构的另一位照成绩单核对。");
public sealed record TestedAlready() : Refusal("这一位已经登记了测试结果。登错了的，请先写明理由撤回。");
public sealed record TestUsed() : Refusal("已经照这一次测试表决，或作了结果，不能撤回。");
public sealed record NoTestAsked(int No) : Refusal($"议程第 {No} 位照通知没有一票否决的测试。");
public sealed record KnockedOutByTest(int No, string Sentence) : Refusal($"议程第 {No} 位{Sentence}，不进入表决。");
public sealed record TestMissing(int No, string Name) : Refusal($"议程第 {No} 位{Lack(Name)}，先不能表决。请评审办事机构照成绩单登记，再由另一位核对：打开这次评审会的“答辩”，点“国语水平测试”。")
{
    /// <summary>表格里的短话。</summary>
    public string Short => Lack(Name);

    private static string Lack(string name) => $"还没有登记{name}的结果";
}

public sealed record TestWaiting(int No) : Refusal($"议程第 {No} 位的测试结果登记了，还没有第二个人核对，先不能表决。");
