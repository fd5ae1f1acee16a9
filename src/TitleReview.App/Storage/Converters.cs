using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using TitleReview.Domain;

namespace TitleReview.App.Storage;

internal sealed class IdConverter<T>() : ValueConverter<T, Guid>(id => id.Value, value => Make(value)) where T : struct, IId<T>
{
    // An expression tree may not call a static abstract member itself.
    private static T Make(Guid value) => T.From(value);
}

internal sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(i => i.ToUniversalTime(), i => i);

/// <summary>存成 jsonb 的值：按序列化后的文字比较，改了里面也算改。</summary>
internal static class Json
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options) ?? throw new InvalidOperationException($"No {typeof(T).Name} in JSON.");

    public static PropertyBuilder<T> IsJson<T>(this PropertyBuilder<T> property)
    {
        property.HasColumnType("jsonb").HasConversion(
            new ValueConverter<T, string>(value => Write(value), text => Read<T>(text)),
            new ValueComparer<T>((a, b) => Write(a) == Write(b), value => Write(value).GetHashCode(StringComparison.Ordinal), value => Read<T>(Write(value))));
        return property;
    }
}

/// <summary>一串日子，存成 date[]。</summary>
internal static class Days
{
    public static PropertyBuilder<IReadOnlyList<DateOnly>> IsDays(this PropertyBuilder<IReadOnlyList<DateOnly>> property)
    {
        property.HasColumnType("date[]").HasConversion(
            new ValueConverter<IReadOnlyList<DateOnly>, DateOnly[]>(days => days.ToArray(), days => days),
            new ValueComparer<IReadOnlyList<DateOnly>>((a, b) => a!.SequenceEqual(b!), days => days.Count, days => days.ToArray()));
        return property;
    }
}
