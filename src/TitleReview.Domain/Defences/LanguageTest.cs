using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Defences;

/// <summary>国语水平测试的结果（KZ-07）：一个人登记，另一个人核对同意。不合格的一票否决。</summary>
public sealed class LanguageTest : ITenantOwned
{
    private LanguageTest() { }

    public TenantId TenantId { get; set; }
    public Guid Id { get; private set; }
    public FilingId FilingId { get; private set; }
    public OfficeId OfficeId { get; private set; }

    /// <summary>测试的名称，照计划的叫法。</summary>
    public string Name { get; private set; } = "";

    public bool Passed { get; private set; }
    public DateOnly Day { get; private set; }

    /// <summary>成绩，照成绩单写。</summary>
    public string Score { get; private set; } = "";

    public AgreedState State { get; private set; }
    public UserId EnteredBy { get; private set; }
    public string EnteredByName { get; private set; } = "";
    public DateTimeOffset EnteredAt { get; private set; }
    public string? DecidedBy { get; private set; }
    public UserId? DecidedById { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? DecidedReason { get; private set; }
    public uint Version { get; private set; }

    public bool IsLive => State is AgreedState.Waiting or AgreedState.Agreed;

    /// <summary>核对过的不合格：一票否决。</summary>
    public bool KnocksOut => State == AgreedState.Agreed && !Passed;

    /// <summary>否决的原因，印在结果里。</summary>
    public string Sentence => $"{Name}{(Passed ? "合格" : "不合格")}（{Day.Print()}，{Score}）{(Passed ? "" : "，一票否决")}";

    public static (LanguageTest? Test, Refusal? Refusal) Enter(Guid id, DefenceSubject subject, LanguageTerms terms, bool? passed, DateOnly? day, string? score, Actor by, Moment now)
    {
        List<FieldError> errors = [];
        if (passed is null) errors.Add(new(nameof(Passed), "请选合格，或不合格。"));
        if (day is null || day > now.Today) errors.Add(new(nameof(Day), "请填写测试的日期，不晚于今天。"));
        if (Validation.Filled("成绩", 60)(score.Plain()) is { } missing) errors.Add(new(nameof(Score), missing));
        return errors.Count > 0 ? (null, new InvalidInput(errors)) : (new LanguageTest
        {
            Id = id, FilingId = subject.Filing, OfficeId = subject.Office, Name = terms.Name, Passed = passed!.Value, Day = day!.Value, Score = score.Plain(), EnteredBy = by.UserId, EnteredByName = by.Signature, EnteredAt = now.Instant,
        }, null);
    }

    public Refusal? Decide(bool agree, string? reason, Actor by, Moment now)
    {
        if (State != AgreedState.Waiting) return new TestDecided();
        if (by.WhyNotSecondTo(EnteredBy, new OwnTest()) is { } own) return own;
        if (!agree && Validation.Filled("不同意的理由", 200)(reason.Plain()) is { } missing) return new InvalidInput(nameof(DecidedReason), missing);

        return End(agree ? AgreedState.Agreed : AgreedState.Refused, reason, by, now);
    }

    /// <summary>登错了的撤回，重新登记；散了会、作了结果的不能撤。</summary>
    public Refusal? Withdraw(string? reason, bool decided, Actor by, Moment now)
    {
        if (!IsLive) return new TestDecided();
        if (decided) return new TestUsed();
        if (Validation.Filled("撤回的理由", 200)(reason.Plain()) is { } missing) return new InvalidInput(nameof(DecidedReason), missing);

        return End(AgreedState.Withdrawn, reason, by, now);
    }

    private Refusal? End(AgreedState state, string? reason, Actor by, Moment now)
    {
        (State, DecidedBy, DecidedById, DecidedAt, DecidedReason) = (state, by.Signature, by.UserId, now.Instant, reason.Plain() is { Length: > 0 } words ? words : null);
        return null;
    }
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
