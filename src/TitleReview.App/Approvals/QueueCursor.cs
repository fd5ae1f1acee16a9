using System.Buffers.Text;
using System.Globalization;
using System.Text;
using TitleReview.Domain;

namespace TitleReview.App.Approvals;

/// <summary>一页的最后一行在次序里的位置，写进地址里；看不懂的当作没有。</summary>
internal sealed record QueueCursor(object? Sort, DateTimeOffset SubmittedAt, Guid Filing)
{
    public string Write() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{SubmittedAt.UtcTicks}|{Filing:N}|{Sort switch { DateTimeOffset at => at.UtcTicks, null => "", var value => value }}"));

    public static QueueCursor? Read(string? text, InboxSort sort)
    {
        if (text.Plain() is not { Length: > 0 and < 600 } written || !Base64Url.IsValid(written)) return null;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(written)).Split('|', 3);
        if (parts.Length != 3 || At(parts[0]) is not { } at || !Guid.TryParse(parts[1], out var filing)) return null;

        object? key = QueueCommand.ColumnOf(sort) switch
        {
            null => "",
            "deadline" => At(parts[2]),
            "tries" => int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var no) ? no : null,
            _ => parts[2].Plain(),
        };
        return key is null ? null : new(QueueCommand.ColumnOf(sort) is null ? null : key, at, filing);
    }

    /// <summary>排在它后面的。</summary>
    public string Beyond(QueueCommand command, InboxQuery query)
    {
        var values = string.Join(", ", (Sort is null ? [] : new[] { command.With(Sort is DateTimeOffset at ? at.ToUniversalTime() : Sort) }).Concat([command.With(SubmittedAt.ToUniversalTime()), command.With(Filing)]));
        return $"({QueueCommand.Key(query)}) {(query.Backwards ? "<" : ">")} ({values})";
    }

    private static DateTimeOffset? At(string ticks) =>
        long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value < DateTimeOffset.MaxValue.UtcTicks ? new DateTimeOffset(value, TimeSpan.Zero) : null;
}
