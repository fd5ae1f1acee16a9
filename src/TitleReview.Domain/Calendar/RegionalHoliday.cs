namespace TitleReview.Domain.Calendar;

/// <summary>地区放假日：只在本端口放的假，如肉孜节、古尔邦节。日子由当地政府每年公布，系统不带，也不猜。</summary>
public sealed class RegionalHoliday : ITenantOwned
{
    private const int LongestHoliday = 10;

    private RegionalHoliday() { }

    public TenantId TenantId { get; set; }
    public DateOnly Day { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>依据：公布放假的文件。</summary>
    public string Basis { get; private set; } = "";

    public string EnteredBy { get; private set; } = "";
    public DateTimeOffset EnteredAt { get; private set; }

    /// <summary>录入一段；只能是今天之后的，过去的日子改了也不动已经算出的期限。</summary>
    public static (IReadOnlyList<RegionalHoliday> Days, Refusal? Refusal) Enter(DateOnly? from, DateOnly? to, string? name, string? basis, Actor actor, Moment now)
    {
        List<FieldError> errors = [];
        if (from is null) errors.Add(new FieldError("From", "请填写放假的第一天。"));
        else if (from <= now.Today) errors.Add(new FieldError("From", "只能录入明天起的日子；已经过去的日子，改了也不会动已经算出的期限。"));
        if (from is not null && to is not null && to < from) errors.Add(new FieldError("To", "结束的一天早于开始的一天，请核对。"));
        else if (from is not null && to is not null && to.Value.DayNumber - from.Value.DayNumber >= LongestHoliday) errors.Add(new FieldError("To", $"一次最多录入 {LongestHoliday} 天，请核对月份。"));
        if (name.Plain() is not { Length: > 0 and <= 40 }) errors.Add(new FieldError("Name", "请填写节日的名称，最多 40 字。"));
        if (basis.Plain() is not { Length: > 0 and <= 200 }) errors.Add(new FieldError("Basis", "请填写依据，如公布放假的文件名称与文号，最多 200 字。"));
        if (errors.Count > 0) return ([], new InvalidInput(errors));

        return ([.. Enumerable.Range(from!.Value.DayNumber, (to ?? from.Value).DayNumber - from.Value.DayNumber + 1).Select(n => new RegionalHoliday
        {
            Day = DateOnly.FromDayNumber(n), Name = name.Plain(), Basis = basis.Plain(), EnteredBy = actor.Signature, EnteredAt = now.Instant,
        })], null);
    }

    public Refusal? WhyNotRemove(Moment now) => Day > now.Today ? null : new RegionalHolidayPast(Day);

    public Refusal? WhyNotRemove(string? reason, Moment now) =>
        WhyNotRemove(now) ?? (reason.Plain().Length > 0 ? null : new ReasonForTheRecord("删去放假日"));
}

public sealed record RegionalHolidayPast(DateOnly Day) : Refusal($"{Day.Print()}已经到了或过去了，不能删去；期限算出之后不再变动。");
public sealed record RegionalHolidayTaken() : Refusal("其中有一天已经录为本地区的放假日，请核对已有的日子。");
