using TitleReview.Domain.Panels;
using TitleReview.Domain.Plans;

namespace TitleReview.Domain.Defences;

/// <summary>这段时间里已经有的事：别的一位的答辩，或委员要参加的另一次评审会。</summary>
/// <param name="What">说给秘书听的：是哪一件。</param>
/// <param name="Applicant">哪位申报人占着；没有为空。</param>
public sealed record Engagement(string What, TimeSlot At, IReadOnlyList<string> Rooms, ApplicantId? Applicant, IReadOnlyCollection<ExpertId> Experts);

/// <summary>要答辩的一位。</summary>
/// <param name="No">议程上第几位。</param>
/// <param name="Experts">听他答辩的：本组不回避的委员，连同姓名。</param>
public sealed record Defender(FilingId Filing, int No, ApplicantId Applicant, int Group, DefenceRule Rule, IReadOnlyDictionary<ExpertId, string> Experts);

/// <summary>排定的一位。</summary>
public sealed record PlacedDefence(FilingId Filing, DefenceSitting Sitting, TimeSlot At);

/// <summary>答辩的时间表：照议程的次序一位一位排，委员、申报人、屋子都不能同时在两处；排不下的候补。</summary>
public static class DefenceTimetable
{
    /// <param name="least">听一位答辩的委员最少几位。</param>
    /// <param name="busy">已经有的事；已经排定的、不动的各位也在里面。</param>
    public static (IReadOnlyList<PlacedDefence> Placed, IReadOnlyList<(FilingId Filing, Refusal Why)> Left) Fill(IReadOnlyList<Defender> people, IReadOnlyList<DefenceSitting> sittings, IReadOnlyList<Engagement> busy, int least, Moment now)
    {
        List<Engagement> taken = [.. busy];
        List<PlacedDefence> placed = [];
        List<(FilingId, Refusal)> left = [];
        var slots = (from s in sittings from at in s.Slots() orderby at.From, s.GroupNo, s.Id.Value select (Sitting: s, At: at)).ToList();
        foreach (var one in people.OrderBy(p => p.No))
        {
            var (found, why) = (default(PlacedDefence), (Refusal?)null);
            foreach (var (sitting, at) in slots.Where(s => s.Sitting.GroupNo == one.Group))
            {
                if (WhyNot(one, sitting, at, taken, least, now) is not { } refusal)
                {
                    found = new(one.Filing, sitting, at);
                    break;
                }

                if (refusal is not (SlotPast or SlotTaken)) why ??= refusal;
            }

            if (found is not null)
            {
                placed.Add(found);
                taken.Add(As(one, found.Sitting, found.At));
            }
            else
            {
                left.Add((one.Filing, why ?? new NoRoomLeft(one.No)));
            }
        }

        return (placed, left);
    }

    /// <summary>这一位能不能排在这一场的这一段。</summary>
    public static Refusal? WhyNot(Defender one, DefenceSitting sitting, TimeSlot at, IEnumerable<Engagement> busy, int least, Moment now)
    {
        if (at.From <= now.Instant) return new SlotPast();
        return !sitting.Slots().Contains(at) ? new NotASlot() : one.Experts.Count < least ? new PanelTooSmall(one.No, one.Experts.Count, least) : Clash(one, sitting, at, busy);
    }

    /// <summary>撞着什么：组不对、方式不对，屋子、申报人、委员同时在别处。</summary>
    public static Refusal? Clash(Defender one, DefenceSitting sitting, TimeSlot at, IEnumerable<Engagement> busy)
    {
        if (sitting.GroupNo != one.Group) return new OtherGroup(one.No);
        if (!one.Rule.Allows(sitting.IsVideo)) return new WrongMode(one.No, one.Rule.Mode);
        foreach (var other in busy.Where(b => b.At.Overlaps(at)))
        {
            if (other.Rooms.Intersect(sitting.Rooms, StringComparer.Ordinal).Any()) return new SlotTaken(at.PrintTimes(), other.What);
            if (other.Applicant == one.Applicant) return new ApplicantElsewhere(one.No, at.PrintTimes(), other.What);
            if (other.Experts.FirstOrDefault(one.Experts.ContainsKey) is var expert && expert != default) return new ExpertElsewhere(one.No, one.Experts[expert], at.PrintTimes(), other.What);
        }

        return null;
    }

    public static Engagement As(Defender one, DefenceSitting sitting, TimeSlot at) => new($"议程第 {one.No} 位的答辩", at, sitting.Rooms, one.Applicant, [.. one.Experts.Keys]);
}

public sealed record SlotPast() : Refusal("这一段时间已经过了，请选后面的。");
public sealed record NotASlot() : Refusal("没有这一段时间。请刷新，再从列出的里面选。");
public sealed record NoRoomLeft(int No) : Refusal($"议程第 {No} 位：本组的各场都排满了。请加一场，或留作候补。");
public sealed record OtherGroup(int No) : Refusal($"议程第 {No} 位不在这一场的组里。请选他那一组的场次，或先在议程里改组。");
public sealed record WrongMode(int No, DefenceMode Mode) : Refusal($"议程第 {No} 位照通知要{(Mode == DefenceMode.Onsite ? "现场" : "视频")}答辩，这一场不是。请另排一场。");
public sealed record SlotTaken(string When, string What) : Refusal($"{When} 这里已经有{What}。请另选时间，或与那一位对调。");
public sealed record ApplicantElsewhere(int No, string When, string What) : Refusal($"议程第 {No} 位申报人 {When} 有{What}，两处时间相撞。请另选时间。");
public sealed record ExpertElsewhere(int No, string Name, string When, string What) : Refusal($"议程第 {No} 位：委员{Name} {When} 有{What}，不能同时在两处。请另选时间。");
