namespace TitleReview.Domain.Calendar;

/// <summary>一年的放假与调休安排：全平台一份，平台管理员照国务院办公厅的通知录入。改它不动已经算出的期限。</summary>
public sealed class CalendarYear
{
    private CalendarYear() { }

    public int Year { get; private set; }
    public IReadOnlyList<DateOnly> Holidays { get; private set; } = [];
    public IReadOnlyList<DateOnly> MakeUpDays { get; private set; } = [];

    /// <summary>版本，随算出的期限一起留档。</summary>
    public string Edition { get; private set; } = "";

    /// <summary>依据：通知的名称与文号。</summary>
    public string Source { get; private set; } = "";

    public DateTimeOffset UpdatedAt { get; private set; }
    public string UpdatedBy { get; private set; } = "";
    public uint Version { get; private set; }

    public static CalendarYear New(CalendarDraft draft, Actor actor, Moment now)
    {
        var year = new CalendarYear { Year = draft.Year };
        year.Revise(draft, actor, now);
        return year;
    }

    public void Revise(CalendarDraft draft, Actor actor, Moment now) =>
        (Holidays, MakeUpDays, Source, UpdatedAt, UpdatedBy, Edition) =
        (draft.Holidays, draft.MakeUpDays, draft.Source, now.Instant, actor.Name, $"{now.Today.Print()}修订");
}

/// <summary>一天在日历里是什么。</summary>
public enum DayKind { Working, Weekend, Holiday, MakeUp }

/// <summary>照通知录入、还没有发布的一年。</summary>
public sealed record CalendarDraft(int Year, IReadOnlyList<DateOnly> Holidays, IReadOnlyList<DateOnly> MakeUpDays, string Source)
{
    /// <summary>历年的放假日连同周末都在 26 天以上；少于这个数的，多半是漏了几个节。</summary>
    private const int FewestHolidays = 20, MostHolidays = 60;

    public DayKind KindOf(DateOnly day) =>
        MakeUpDays.Contains(day) ? DayKind.MakeUp : Holidays.Contains(day) ? DayKind.Holiday : IsWeekend(day) ? DayKind.Weekend : DayKind.Working;

    /// <summary>可以录入的年份：往后最多到明年的下一年，再远的还没有公布。</summary>
    public static Refusal? WhyNotYear(int year, Moment now) =>
        year >= 2019 && year <= now.Today.Year + 2 ? null : new CalendarYearOutOfRange(year, now.Today.Year + 2);

    /// <returns>读得懂的日子，连同哪里不对；有一处不对就不能发布。</returns>
    public static (CalendarDraft Draft, Refusal? Refusal) Read(int year, string? holidays, string? makeUpDays, string? source)
    {
        var (off, wrongOff) = DayLines.Read(holidays, year);
        var (on, wrongOn) = DayLines.Read(makeUpDays, year);
        var draft = new CalendarDraft(year, off, on, source.Plain());
        List<FieldError> errors =
        [
            .. wrongOff.Select(w => new FieldError(nameof(Holidays), w)), .. wrongOn.Select(w => new FieldError(nameof(MakeUpDays), w)),
            .. wrongOff.Count == 0 ? draft.WrongCount() : [], .. draft.WrongMakeUpDays(),
        ];
        if (draft.Source.Length == 0) errors.Add(new FieldError(nameof(Source), "请填写依据，如《国务院办公厅关于某年部分节假日安排的通知》及文号。"));
        if (draft.Source.Length > 200) errors.Add(new FieldError(nameof(Source), $"依据最多 200 字，现为 {draft.Source.Length} 字。"));
        return (draft, errors.Count == 0 ? null : new InvalidInput(errors));
    }

    private IEnumerable<FieldError> WrongCount()
    {
        if (Holidays.Count < FewestHolidays)
            yield return new FieldError(nameof(Holidays), $"只列了 {Holidays.Count} 天。历年的放假日连同其中的周末都在 26 天以上，请核对元旦、春节、清明、劳动节、端午、中秋、国庆是否录全。");
        if (Holidays.Count > MostHolidays)
            yield return new FieldError(nameof(Holidays), $"列了 {Holidays.Count} 天，太多了，请核对起止日期。");
    }

    private IEnumerable<FieldError> WrongMakeUpDays()
    {
        foreach (var day in MakeUpDays.Where(d => !IsWeekend(d)))
            yield return new FieldError(nameof(MakeUpDays), $"{day.Print()}是{day.PrintWeekday()}，本来就上班，不是调休上班日，请删去或改正。");
        foreach (var day in MakeUpDays.Where(Holidays.Contains))
            yield return new FieldError(nameof(MakeUpDays), $"{day.Print()}既列为放假日，又列为调休上班日，请只留一处。");
    }

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}

public sealed record CalendarYearOutOfRange(int Year, int Latest) : Refusal($"只能录入 2019 至 {Latest} 年的工作日历，{Year} 年不在其中。");
