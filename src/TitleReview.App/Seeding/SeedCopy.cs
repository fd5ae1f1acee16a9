using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using NpgsqlTypes;
using TitleReview.App.Storage;

namespace TitleReview.App.Seeding;

/// <summary>按模型写的 COPY：哪些列、怎么转换，问 EF 的模型，表加了列这里不用改。</summary>
internal sealed class SeedCopy<T> where T : class
{
    private sealed record Column(string Name, NpgsqlDbType Type, Func<T, object?> Read);

    private readonly IReadOnlyList<Column> _columns;
    private readonly SeedTable _table;

    public SeedCopy(TitleReviewDb db)
    {
        var entity = db.Model.FindEntityType(typeof(T))!;
        _columns =
        [
            .. entity.GetProperties().Where(p => p.GetColumnName() != "xmin").Select(p => ColumnOf(p, row => p.PropertyInfo!.GetValue(row))),
            .. entity.GetComplexProperties().SelectMany(c => c.ComplexType.GetProperties().Select(p => ColumnOf(p, row => p.PropertyInfo!.GetValue(c.PropertyInfo!.GetValue(row))))),
        ];
        _table = new(entity.GetTableName()!, [.. _columns.Select(c => c.Name)]);
    }

    public Task Write(NpgsqlConnection connection, IEnumerable<T> rows, CancellationToken ct) =>
        _table.Write(connection, rows.Select(row => _columns.Select(c => (c.Read(row), c.Type))), ct);

    private static Column ColumnOf(IProperty property, Func<T, object?> read)
    {
        var mapping = property.GetRelationalTypeMapping();
        var type = mapping.StoreType switch
        {
            "uuid" => NpgsqlDbType.Uuid,
            "integer" => NpgsqlDbType.Integer,
            "bigint" => NpgsqlDbType.Bigint,
            "boolean" => NpgsqlDbType.Boolean,
            "bytea" => NpgsqlDbType.Bytea,
            "date" => NpgsqlDbType.Date,
            "jsonb" => NpgsqlDbType.Jsonb,
            "timestamp with time zone" => NpgsqlDbType.TimestampTz,
            _ => NpgsqlDbType.Text,
        };
        return new(property.GetColumnName(), type, row => read(row) is { } value ? mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value : null);
    }
}

/// <summary>COPY does not pass a wall, not even the owner's: the rows go into a table of the session's own, and from there through the wall.</summary>
internal sealed class SeedTable(string name, IReadOnlyList<string> columns)
{
    private readonly string _columns = string.Join(", ", columns.Select(c => $"\"{c}\""));

    public async Task Write(NpgsqlConnection connection, IEnumerable<IEnumerable<(object? Value, NpgsqlDbType Type)>> rows, CancellationToken ct)
    {
        await SeedSeals.Execute(connection, $"create temporary table if not exists poured_{name} (like {name}); truncate poured_{name}", ct);
        await using (var copy = await connection.BeginBinaryImportAsync($"copy poured_{name} ({_columns}) from stdin (format binary)", ct))
        {
            foreach (var row in rows)
            {
                await copy.StartRowAsync(ct);
                foreach (var (value, type) in row)
                {
                    if (value is null) await copy.WriteNullAsync(ct);
                    else await copy.WriteAsync(value, type, ct);
                }
            }

            await copy.CompleteAsync(ct);
        }

        await SeedSeals.Execute(connection, $"insert into {name} ({_columns}) select {_columns} from poured_{name}", ct);
    }
}
