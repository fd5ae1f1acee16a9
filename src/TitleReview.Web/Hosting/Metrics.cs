using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;

namespace TitleReview.Web.Hosting;

/// <summary>
/// 计数与耗时，Prometheus 的文本格式：取自框架与数据库驱动自带的仪表，按请求方法与状态码分列，没有任何个人信息。
/// </summary>
public sealed class Metrics : IDisposable
{
    private static readonly string[] Meters = ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "Npgsql", "System.Runtime"];

    /// <summary>Addresses carry filing ids: of the tags only these go out.</summary>
    private static readonly string[] Tags = ["http.request.method", "http.response.status_code", "db.client.connection.state"];

    private readonly ConcurrentDictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    public Metrics()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (Meters.Contains(instrument.Meter.Name)) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((i, value, tags, _) => Record(i, value, tags));
        _listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Record(i, value, tags));
        _listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Record(i, value, tags));
        _listener.Start();
    }

    public string Print()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var (name, series) in _series.OrderBy(s => s.Key, StringComparer.Ordinal))
            text.Append(series.Print(name));
        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new StringBuilder();
        foreach (var (key, tag) in tags)
            if (Tags.Contains(key)) labels.Append(labels.Length == 0 ? "" : ",").Append(key.Replace('.', '_')).Append("=\"").Append(Convert.ToString(tag, CultureInfo.InvariantCulture)).Append('"');
        var kind = instrument.GetType().Name;
        _series.GetOrAdd($"{instrument.Name.Replace('.', '_')}|{labels}", _ => new Series(kind.StartsWith("Histogram", StringComparison.Ordinal), kind.StartsWith("Observable", StringComparison.Ordinal))).Add(value);
    }

    private sealed class Series(bool isHistogram, bool isObserved)
    {
        private readonly Lock _lock = new();
        private double _sum;
        private long _count;

        public void Add(double value)
        {
            // An observable reports its whole, the others what has been added.
            lock (_lock) (_sum, _count) = (isObserved ? value : _sum + value, _count + 1);
        }

        public string Print(string key)
        {
            var (name, labels) = key.Split('|', 2) is [var n, { Length: > 0 } l] ? (n, $"{{{l}}}") : (key.Split('|')[0], "");
            lock (_lock)
                return isHistogram
                    ? string.Create(CultureInfo.InvariantCulture, $"{name}_sum{labels} {_sum}\n{name}_count{labels} {_count}\n")
                    : string.Create(CultureInfo.InvariantCulture, $"{name}{labels} {_sum}\n");
        }
    }
}

public static class MetricsPage
{
    public static void AddMetrics(this WebApplicationBuilder builder)
    {
        var metrics = new Metrics();
        builder.Services.AddSingleton(_ => metrics);
    }

    public static void MapMetrics(this WebApplication app) =>
        app.MapGet("/metrics", (Metrics metrics) => Results.Text(metrics.Print(), "text/plain; version=0.0.4")).AllowAnonymous().WithMetadata(new SkipStatusCodePagesAttribute());
}
