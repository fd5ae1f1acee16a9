using TitleReview.Domain.Meetings;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Defences;

/// <summary>一段时间，含起不含止。</summary>
public sealed record TimeSlot(DateTimeOffset From, DateTimeOffset To)
{
    public bool Overlaps(TimeSlot other) => From < other.To && other.From < To;

    /// <summary>2023年11月11日 10:00 至 10:20（北京时间）。</summary>
    public string Print() => $"{From.Print()[..^6]} 至 {Time(To)}（北京时间）";

    /// <summary>10:00–10:20。</summary>
    public string PrintTimes() => $"{Time(From)}–{Time(To)}";

    public DateOnly Day => new Moment(From).Today;

    private static string Time(DateTimeOffset at) => $"{at.ToOffset(Moment.Beijing):HH:mm}";
}

/// <summary>排一场答辩时填写的内容。</summary>
/// <param name="Minutes">每人几分钟。</param>
/// <param name="VideoLink">视频答辩的，入会的地址；现场答的为空。</param>
public sealed record SittingFacts(int Group, DateTimeOffset From, DateTimeOffset To, int Minutes, string Room, string? VideoLink)
{
    public const int LeastMinutes = 5, MostMinutes = 240, MostHours = 14;

    public Refusal? WhyNot(Meeting meeting, DefenceTerms terms, Moment now)
    {
        List<FieldError> errors = [];
        void Check(string field, string? wrong) { if (wrong is not null) errors.Add(new(field, wrong)); }
        Check(nameof(Group), meeting.Groups.All(g => g.No != Group) ? "请选择哪一组。" : null);
        Check(nameof(From), From <= now.Instant ? "答辩的时间要在此刻之后，请核对。" : WhyNotSoLate(meeting, now));
        Check(nameof(To), To <= From || To - From > TimeSpan.FromHours(MostHours) ? $"结束要在开始之后，一场不超过 {MostHours} 小时。" : null);
        Check(nameof(Minutes), Minutes is < LeastMinutes or > MostMinutes ? $"每人 {LeastMinutes} 至 {MostMinutes} 分钟。" : To > From && From.AddMinutes(Minutes) > To ? "这一场连一位也排不下，请加长时间，或减少每人的分钟数。" : null);
        errors.AddRange(WhyNotThere(Room, VideoLink, terms));
        return errors.Count == 0 ? null : new InvalidInput(errors);
    }

    /// <summary>答辩在表决之前：不晚于开会的那天；会已经开到了后来的日子，不晚于今天。</summary>
    private string? WhyNotSoLate(Meeting meeting, Moment now)
    {
        var last = new[] { new Moment(meeting.StartsAt).Today, meeting.State == MeetingState.InSession ? now.Today : default }.Max();
        return new Moment(From).Today > last ? $"答辩要在表决之前：这次评审会在{new Moment(meeting.StartsAt).Today.Print()}，请排在这一天或以前；评审会要推迟的，先改评审会的时间。" : null;
    }

    /// <param name="terms">通知要现场、要视频的各条：没有一条许可的，排了也放不进人。</param>
    internal static IEnumerable<FieldError> WhyNotThere(string room, string? link, DefenceTerms terms)
    {
        if (link is not null && terms.Rules.All(r => !r.Allows(video: true))) yield return new(nameof(VideoLink), "照通知都要现场答辩，不能排视频。请把入会地址空着。");
        if (link is null && terms.Rules.All(r => !r.Allows(video: false))) yield return new(nameof(VideoLink), "照通知都要视频答辩，请填写入会地址。");
        if (room.Length == 0 && link is null) yield return new(nameof(Room), "请填写在哪里答辩；视频答辩的填入会地址。");
        else if (room.Length > 0 && Validation.Filled("地点", 100)(room) is { } wrong) yield return new(nameof(Room), wrong);
        if (link is not null && (link.Length > 300 || !Uri.TryCreate(link, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)) yield return new(nameof(VideoLink), "入会地址应为以“https://”开头的网址；现场答辩的空着。");
    }
}

/// <summary>一场答辩：哪一组的委员，哪一段时间，在哪里；每人一样长，一位接一位。</summary>
public sealed class DefenceSitting : ITenantOwned
{
    private DefenceSitting() { }

    public TenantId TenantId { get; set; }
    public SittingId Id { get; private set; }
    public MeetingId MeetingId { get; private set; }

    /// <summary>这次评审会的第几场，添的次序；定了不变，告诉申报人的号从它来。</summary>
    public int No { get; private set; }

    public int GroupNo { get; private set; }
    public DateTimeOffset StartsAt { get; private set; }
    public DateTimeOffset EndsAt { get; private set; }
    public int Minutes { get; private set; }
    public string Room { get; private set; } = "";
    public string? VideoLink { get; private set; }
    public string MadeBy { get; private set; } = "";
    public DateTimeOffset MadeAt { get; private set; }
    public uint Version { get; private set; }

    public bool IsVideo => VideoLink is not null;

    public TimeSlot Span => new(StartsAt, EndsAt);

    /// <summary>占着的屋子、视频会议室：写法不同的空格、大小写不计。</summary>
    public IReadOnlyList<string> Rooms => [.. new[] { Bare(Room), VideoLink is null ? "" : Bare(VideoLink) }.Where(r => r.Length > 0)];

    /// <summary>一位一段，排满为止。</summary>
    public IEnumerable<TimeSlot> Slots()
    {
        for (var from = StartsAt; from.AddMinutes(Minutes) <= EndsAt; from = from.AddMinutes(Minutes)) yield return new(from, from.AddMinutes(Minutes));
    }

    /// <summary>门口的号：第几场第几号。申报人照它找自己；不是盲评的编号，认不出是哪份案卷。</summary>
    public string DoorNo(TimeSlot at) => $"第 {No} 场 {Slots().TakeWhile(s => s.From < at.From).Count() + 1} 号";

    /// <param name="others">本端口别的各场：同一间屋子、同一组委员，同一时间只能有一场。</param>
    public static (DefenceSitting? Sitting, Refusal? Refusal) Make(SittingId id, Meeting meeting, DefenceTerms terms, SittingFacts facts, IReadOnlyCollection<DefenceSitting> others, Actor by, Moment now)
    {
        if (!meeting.IsLive) return (null, new MeetingNotInSession(meeting.State));
        if (facts.WhyNot(meeting, terms, now) is { } wrong) return (null, wrong);

        var sitting = new DefenceSitting
        {
            Id = id, MeetingId = meeting.Id, No = others.Where(o => o.MeetingId == meeting.Id).Select(o => o.No).Append(0).Max() + 1, GroupNo = facts.Group, StartsAt = facts.From, EndsAt = facts.To, Minutes = facts.Minutes, Room = facts.Room, VideoLink = facts.VideoLink, MadeBy = by.Signature, MadeAt = now.Instant,
        };
        return ((Refusal?)sitting.WhyNotRoom(others) ?? sitting.WhyNotGroup(meeting, others)) is { } taken ? (null, taken) : (sitting, null);
    }

    /// <summary>换地方；排在这一场的各位会再得到通知。</summary>
    public Refusal? Move(string room, string? link, DefenceTerms terms, IReadOnlyCollection<DefenceSitting> others, Moment now)
    {
        if (EndsAt <= now.Instant) return new SittingOver();
        if (SittingFacts.WhyNotThere(room, link, terms).ToList() is { Count: > 0 } wrong) return new InvalidInput(wrong);

        var before = (Room, VideoLink);
        (Room, VideoLink) = (room, link);
        if (WhyNotRoom(others) is not { } taken) return null;

        (Room, VideoLink) = before;
        return taken;
    }

    private GroupTaken? WhyNotGroup(Meeting meeting, IEnumerable<DefenceSitting> others) =>
        others.FirstOrDefault(o => o.MeetingId == MeetingId && o.GroupNo == GroupNo && o.Span.Overlaps(Span)) is { } other ? new GroupTaken(meeting.Groups.FirstOrDefault(g => g.No == GroupNo)?.Name ?? "这一组", other.Span.Print()) : null;

    private RoomTaken? WhyNotRoom(IEnumerable<DefenceSitting> others) =>
        others.FirstOrDefault(o => o.Id != Id && o.Span.Overlaps(Span) && o.Rooms.Intersect(Rooms, StringComparer.Ordinal).Any()) is { } other ? new RoomTaken(other.Room.Length > 0 ? other.Room : "视频会议室", other.Span.Print()) : null;

    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();
}

public sealed record SittingOver() : Refusal("这一场答辩已经结束，不能再改。");
public sealed record SittingHasResults() : Refusal("这一场里已经有人答辩过，不能撤。没有答辩的，请一位一位改到别的场次。");
public sealed record RoomTaken(string Room, string When) : Refusal($"“{Room}”在{When}已经有一场答辩。请换时间，或换地方。");
public sealed record GroupTaken(string Group, string When) : Refusal($"“{Group}”在{When}已经有一场答辩：同一组的委员不能同时在两处。请换时间，或换一组。");
