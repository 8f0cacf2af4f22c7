# SPDX-License-Identifier: MIT
"""A picture of the ratios, drawn by gnuplot."""
import shutil
import subprocess

SCRIPT = """
set terminal svg noenhanced size 900,{height} font 'sans-serif,12' background 'white'
set output '{name}'
set title 'Throughput as a ratio to Rust std'
set logscale x
set xrange [{low}:{high}]
set yrange [{count}:-1]
set grid x
set lmargin 40
set key bmargin right horizontal maxrows 1
set bmargin 4
set ytics ({labels}) scale 0
set arrow 1 from 1,-1 to 1,{count} nohead lw 2 lc rgb '#999999'
set format x '%g'
$target << END
{target}
END
$best << END
{best}
END
$fearless << END
{fearless}
END
plot $target using 1:2 with points pt 2 ps 1 lc rgb '#cc3311' title 'target', \\
     $best using 1:2 with points pt 6 ps 1 lc rgb '#666666' title 'best C++ library', \\
     $fearless using 1:2 with points pt 7 ps 0.9 lc rgb '#0077bb' title 'fearless'
"""


def draw(results, file):
    """Writes `file`, and returns why not if it cannot."""
    if not shutil.which("gnuplot"):
        return "gnuplot is not installed"
    shown = [r for r in results if r.row.more_is_better and r.to_rust]
    if not shown:
        return "there is nothing to draw"
    series = {
        "fearless": [r.to_rust for r in shown],
        "best": [r.ratio(r.best, r.rust) for r in shown],
        "target": [r.row.times_rust for r in shown],
    }
    values = [value for ratios in series.values() for value in ratios if value]
    points = {name: "\n".join(f"{ratio} {i}" for i, ratio in enumerate(ratios) if ratio) or "NaN NaN"
              for name, ratios in series.items()}
    # A label of a tic is a format.
    labels = ", ".join(f"'{r.row.title.replace('`', '').replace('%', '%%')}' {i}" for i, r in enumerate(shown))
    script = SCRIPT.format(name=file.name, height=120 + 20 * len(shown), count=len(shown), labels=labels,
                           low=min(values) / 1.5, high=max(values) * 1.5, **points)
    done = subprocess.run(["gnuplot"], input=script, text=True, capture_output=True, timeout=60,
                          cwd=file.parent)
    return done.stderr.strip() if done.returncode else None
