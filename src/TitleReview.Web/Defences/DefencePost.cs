using System.Globalization;
using TitleReview.App.Defences;
using TitleReview.Domain;
using TitleReview.Domain.Plans;

namespace TitleReview.Web.Defences;

/// <summary>答辩各页交上来的：办什么，关于谁。读不懂的当作没有写，由用例说明。</summary>
public sealed class DefencePost(IFormCollection form)
{
    public string Verb => Text("Verb") ?? "";
    public FilingId Filing => new(Id("Filing"));
    public FilingId Other => new(Id("Other"));
    public SittingId Sitting => new(Id("Sitting"));
    public int? Score => Number("Score");
    public bool? Passed => Text("Passed") switch { "yes" => true, "no" => false, _ => null };
    public DateOnly? Day => DateOnly.TryParseExact(Text("Day"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>哪一场的哪一段：场次的号、起点，中间一竖。</summary>
    public (SittingId Sitting, DateTimeOffset From) Slot =>
        Text("Slot")?.Split('|') is [var sitting, var from] && Guid.TryParse(sitting, out var id) && DateTimeOffset.TryParseExact(from, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? (new(id), at) : default;

    /// <summary>通知写的哪一种：理由的类、那一种，中间一竖。</summary>
    public (ExemptionKind? Kind, string? Basis) Basis => Text("Basis")?.Split('|', 2) is [var kind, var basis] && Enum.TryParse<ExemptionKind>(kind, out var given) ? (given, basis) : (null, null);

    public SittingForm NewSitting => new() { Group = Number("Group"), Day = Day, From = Time("From"), To = Time("To"), Minutes = Number("Minutes"), Room = Text("Room"), VideoLink = Text("VideoLink") };

    public string? Text(string name) => form[name].FirstOrDefault();

    public Guid Id(string name) => Guid.TryParse(Text(name), out var id) ? id : default;

    private TimeOnly? Time(string name) => TimeOnly.TryParse(Text(name), CultureInfo.InvariantCulture, out var time) ? time : null;

    private int? Number(string name) => Text(name).WholeNumber();
}
