using System.ComponentModel;
using System.Diagnostics;

namespace TitleReview.Bench;

/// <summary>The yardstick: nginx taking the same bytes by PUT into a folder on the same disk. Own configuration, no service started.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("titlereview-nginx-").FullName;
    private readonly Process _process;
    private readonly HttpClient _http;

    private Nginx()
    {
        var port = Site.FreePort();
        foreach (var name in new[] { "files", "body", "other" }) Directory.CreateDirectory(Path.Combine(_folder, name));
        File.WriteAllText(Path.Combine(_folder, "nginx.conf"), $$"""
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
            daemon off;
            worker_processes 2;
            error_log stderr crit;
            pid {{_folder}}/nginx.pid;
            events { worker_connections 256; }
            http {
              access_log off;
              client_max_body_size 64m;
              client_body_temp_path {{_folder}}/body;
              proxy_temp_path {{_folder}}/other; fastcgi_temp_path {{_folder}}/other; uwsgi_temp_path {{_folder}}/other; scgi_temp_path {{_folder}}/other;
              server { listen 127.0.0.1:{{port}}; root {{_folder}}/files; location / { dav_methods PUT DELETE; } }
            }
            """);
        try
        {
            _process = Process.Start("nginx", ["-p", _folder, "-c", Path.Combine(_folder, "nginx.conf"), "-e", "stderr"]);
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException("nginx is the yardstick and is not installed: apt-get install nginx-light (no service needs to run).", e);
        }

        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
    }

    public static async Task<Nginx> Start(CancellationToken ct)
    {
        var nginx = new Nginx();
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(10); await Task.Delay(50, ct))
        {
            try
            {
                using var answer = await nginx._http.GetAsync("nothing", ct);
                return nginx;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }

        await nginx.DisposeAsync();
        throw new InvalidOperationException("nginx did not start.");
    }

    /// <param name="durable">Also waits until the file is on the disk, which nginx does not do by itself and the store always does.</param>
    public async Task Put(string name, byte[] bytes, bool durable, CancellationToken ct)
    {
        using var content = new ReadOnlyMemoryContent(bytes);
        using var answer = await _http.PutAsync(name, content, ct);
        answer.EnsureSuccessStatusCode();
        if (!durable) return;

        using var file = File.OpenHandle(Path.Combine(_folder, "files", name), FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
